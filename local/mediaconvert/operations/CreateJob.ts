import { randomInt } from 'node:crypto';
import { isJsonObject, parseJson } from '../../json.ts';
import { answer, badRequest } from '../answers.ts';
import { apiCallRecord } from '../api-call-records.ts';
import type { CreateJobRequest } from '../create-job-request.ts';
import type { Job } from '../job.ts';
import { jobAnswer } from '../job-answer.ts';
import { arnOf } from '../queues.ts';
import { readSimulation, type Simulation } from '../simulation.ts';
import { validateCreateJob } from '../validate-create-job.ts';
import type { Operation, Service } from './operation.ts';

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';
const TOKEN_LIFE_MS = 60_000;

/**
 * Creates a job, records the call and lets the job wait in its queue. Within a minute the same `clientRequestToken` gives
 * the same job again.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html; the role that is passed on needs
 * `iam:PassRole`, MediaConvert User Guide, "Identity-based policy examples".
 */
export const CreateJob: Operation = {
  method: 'POST',
  path: /^\/jobs$/,
  permissions({ body }, place) {
    const asked = parseJson(body);
    const { queue, role } = isJsonObject(asked) ? asked : {};
    const name = typeof queue === 'string' ? queue.replace(/^arn:.*:queues\//, '') : 'Default';
    return [
      { action: 'mediaconvert:CreateJob', resources: [arnOf(place, 'queues', name)] },
      ...(typeof role === 'string' ? [{ action: 'iam:PassRole', resources: [role] }] : []),
    ];
  },
  handle(request, service) {
    const asked = validateCreateJob(parseJson(request.body), service.queues);
    if (typeof asked === 'string') return badRequest(asked);
    const simulation = readSimulation(asked.tags);
    if (typeof simulation === 'string') return badRequest(simulation);
    const queue = service.queues.find(asked.queue)?.name ?? 'Default';
    const destination = asked.hopDestinations?.find((hop) => service.queues.find(hop.queue)?.name === queue);
    if (destination !== undefined) return badRequest(`/hopDestinations: a job in the queue ${queue} cannot hop to it`);

    const known = sameRequest(asked, service);
    const job = known ?? newJob(asked, { queue, simulation }, service);
    const body = { job: jobAnswer(job, service.place) };
    // AWS: CloudTrail records the call, not the job: a repeated call is recorded again.
    // Its tags are left out, so that a simulation is not to be seen in an event.
    const requestParameters = { ...asked, tags: undefined };
    service.send(
      job,
      apiCallRecord(request, service.place, { eventName: 'CreateJob', requestParameters, responseElements: body }),
    );
    if (known === undefined) {
      service.jobs.add(job);
      service.queues.submit(job);
    }
    return answer(201, body);
  },
};

function sameRequest({ clientRequestToken }: CreateJobRequest, { jobs, speed }: Service): Job | undefined {
  if (clientRequestToken === undefined) return undefined;
  const since = Date.now() - TOKEN_LIFE_MS / speed;
  return jobs.all().find((job) => job.request.clientRequestToken === clientRequestToken && job.submittedMs > since);
}

function newJob(
  request: CreateJobRequest,
  { queue, simulation }: { queue: string; simulation: Simulation },
  { place, speed, jobs }: Service,
): Job {
  const submittedMs = Date.now();
  // AWS: epoch milliseconds, a hyphen, six letters or digits in every example.
  const id = `${submittedMs}-${Array.from({ length: 6 }, () => LETTERS.charAt(randomInt(LETTERS.length))).join('')}`;
  return {
    id,
    arn: arnOf(place, 'jobs', id),
    sequence: (jobs.all().at(-1)?.sequence ?? 0) + 1,
    request,
    simulation,
    status: 'SUBMITTED',
    submittedMs,
    submissionQueue: queue,
    queue,
    priority: request.priority ?? 0,
    queueTransitions: [],
    warnings: [],
    speed: speed * simulation.speed,
    stopping: new AbortController(),
  };
}
