import type { JsonObject } from '../json.ts';
import { type Job, statusUpdateIntervalS } from './job.ts';
import { progressAt } from './job-progress.ts';
import { arnOf, type Place } from './queues.ts';

/**
 * A job as the API answers, in the spelling of the wire; times are epoch seconds, rounded. The queue and priority are
 * those of the submission whatever hops there were; phase and percentage are there only while it progresses.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html; MediaConvert User Guide, "Queue hopping"
 */
export function jobAnswer(job: Job, place: Place): JsonObject {
  const { request, status, submittedMs, startedMs, finishedMs, queueTransitions, warnings, error } = job;
  const { clientRequestToken, hopDestinations } = request;
  return {
    id: job.id,
    arn: job.arn,
    status,
    createdAt: seconds(submittedMs),
    timing: {
      submitTime: seconds(submittedMs),
      ...(startedMs !== undefined && { startTime: seconds(startedMs) }),
      ...(finishedMs !== undefined && { finishTime: seconds(finishedMs) }),
    },
    queue: arnOf(place, 'queues', job.submissionQueue),
    role: request.role,
    settings: request.settings,
    priority: request.priority ?? 0,
    statusUpdateInterval: `SECONDS_${statusUpdateIntervalS(job)}`,
    userMetadata: request.userMetadata ?? {},
    billingTagsSource: request.billingTagsSource ?? 'JOB',
    accelerationSettings: request.accelerationSettings ?? { mode: 'DISABLED' },
    accelerationStatus: 'NOT_APPLICABLE',
    messages: { info: [], warning: [] },
    ...(clientRequestToken !== undefined && { clientRequestToken }),
    ...(hopDestinations !== undefined && { hopDestinations }),
    ...(queueTransitions.length > 0 && {
      queueTransitions: queueTransitions.map(({ timestampMs, ...queues }) => {
        return { ...queues, timestamp: seconds(timestampMs) };
      }),
    }),
    ...(warnings.length > 0 && { warnings }),
    ...(error !== undefined && { errorCode: error.code, errorMessage: error.message }),
    ...(job.outputGroupDetails !== undefined && {
      // AWS: without paths and types, which only the event has.
      outputGroupDetails: job.outputGroupDetails.map(({ outputDetails = [] }) => ({
        outputDetails: outputDetails.map(({ durationInMs, videoDetails }) => {
          return { durationInMs, ...(videoDetails !== undefined && { videoDetails }) };
        }),
      })),
    }),
    ...progress(job),
  };
}

function progress({ status, played }: Job): JsonObject {
  if (status === 'SUBMITTED') return {};
  if (played === undefined) return status === 'PROGRESSING' ? { currentPhase: 'PROBING', retryCount: 0 } : {};
  const { currentPhase, jobPercentComplete, retryCount } = progressAt(played.timeline, played.sinceMs()).jobProgress;
  return {
    retryCount,
    ...(status === 'PROGRESSING' && { currentPhase }),
    ...(status === 'PROGRESSING' && jobPercentComplete !== undefined && { jobPercentComplete }),
  };
}

/** CreatedAt is rounded, where event times are cut off. */
function seconds(epochMs: number): number {
  return Math.round(epochMs / 1_000);
}
