import { answer, notFound, tooManyRequests } from '../answers.ts';
import { jobAnswer } from '../job-answer.ts';
import { arnOf } from '../queues.ts';
import type { Operation } from './operation.ts';

/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html */
export const GetJob: Operation = {
  method: 'GET',
  path: /^\/jobs\/([^/]+)$/,
  permissions: (_request, place, id) => [{ action: 'mediaconvert:GetJob', resources: [arnOf(place, 'jobs', id)] }],
  handle(_request, { jobs, place }, id) {
    const job = jobs.find(id);
    if (job === undefined || job.simulation.forget) return notFound(`There is no job with the id ${id}`);
    if (job.simulation.throttle > 0) {
      job.simulation.throttle -= 1;
      return tooManyRequests('Too Many Requests');
    }
    return answer(200, { job: jobAnswer(job, place) });
  },
};
