import type { JobStateChange, JobStateChangeDetail } from '../../schema/events/job-state-change.ts';
import type { MediaConvertEvent } from '../../schema/events/media-convert-event.ts';
import { apiCallRecords } from './api-call-records.ts';
import { wholeSeconds } from './event-time.ts';
import { inputDetails, outputGroupDetails } from './job-details.ts';
import { type JobPlan, processingMs } from './job-plan.ts';
import { jobProgress, transcodedShare } from './job-progress.ts';

/** An event of a job, and when it happens: milliseconds after the job was submitted. */
export type TimedEvent = { atMs: number; event: MediaConvertEvent };

/** One job to be played. */
export type JobScriptOptions = {
  plan: JobPlan;
  jobId: string;
  region: string;
  accountId: string;
  /** Epoch milliseconds. */
  submittedMs: number;
  /** How long it waits in its queue. */
  queuedMs: number;
};

type DetailOf<Status extends JobStateChangeDetail['status']> = Extract<JobStateChangeDetail, { status: Status }>;
type Facts<Detail> = Detail extends JobStateChangeDetail
  ? Omit<Detail, 'timestamp' | 'accountId' | 'queue' | 'jobId' | 'userMetadata'> & { queue?: string }
  : never;

/** When the inputs are known, as a share of probing. */
const INPUTS_KNOWN_AT = 0.5;

/** Everything that MediaConvert and CloudTrail tell about the job, in the order in which it happens. */
export function jobScript(options: JobScriptOptions): TimedEvent[] {
  const { plan, jobId, region, accountId, submittedMs, queuedMs } = options;
  const queueArn = (name: string): string => `arn:aws:mediaconvert:${region}:${accountId}:queues/${name}`;
  const jobArn = `arn:aws:mediaconvert:${region}:${accountId}:jobs/${jobId}`;
  const defaultQueue = queueArn('Default');
  const submissionQueue = plan.hop === undefined ? defaultQueue : queueArn(plan.hop.from);
  const calls = apiCallRecords({ ...options, jobArn, queue: submissionQueue });

  const stateChange = (atMs: number, facts: Facts<JobStateChangeDetail>): TimedEvent => {
    const timestamp = submittedMs + atMs;
    const common = { timestamp, accountId, queue: defaultQueue, jobId, userMetadata: plan.userMetadata };
    const event: JobStateChange = {
      'detail-type': 'MediaConvert Job State Change',
      source: 'aws.mediaconvert',
      time: wholeSeconds(timestamp),
      resources: [jobArn],
      detail: { ...common, ...facts },
    };
    return { atMs, event };
  };

  const endMs = queuedMs + processingMs(plan);
  const events = [
    { atMs: 0, event: calls.createJob },
    ...(plan.hop === undefined
      ? []
      : [stateChange(Math.min(plan.hop.afterMs, queuedMs), hopFacts(submissionQueue, defaultQueue))]),
    stateChange(queuedMs, { status: 'PROGRESSING' }),
    stateChange(queuedMs + Math.round(plan.probingMs * INPUTS_KNOWN_AT), {
      status: 'INPUT_INFORMATION',
      inputDetails: inputDetails(plan),
    }),
    ...updateTimes(plan).map((sinceMs) => stateChange(queuedMs + sinceMs, updateFacts(plan, sinceMs))),
    ...(plan.warning === undefined
      ? []
      : [
          stateChange(queuedMs + plan.probingMs + Math.round(plan.transcodingMs / 2), {
            status: 'NEW_WARNING',
            warningCode: plan.warning.code,
            warningMessage: plan.warning.message,
          }),
        ]),
    ...(plan.end.status === 'CANCELED' ? [{ atMs: endMs, event: calls.cancelJob(endMs) }] : []),
    stateChange(endMs, endFacts(plan, jobId)),
  ];
  // Equal times keep the order above: the sort is stable.
  return events.sort((one, other) => one.atMs - other.atMs);
}

/** When updates are due, in milliseconds since the job left its queue; none once it has ended. */
function updateTimes(plan: JobPlan): number[] {
  const count = Math.max(0, Math.ceil(processingMs(plan) / plan.updateIntervalMs) - 1);
  return Array.from({ length: count }, (_, index) => (index + 1) * plan.updateIntervalMs);
}

function hopFacts(previousQueue: string, queue: string): Facts<DetailOf<'QUEUE_HOP'>> {
  return { status: 'QUEUE_HOP', queue, previousQueue, priority: 0, previousPriority: 0 };
}

function updateFacts(plan: JobPlan, sinceMs: number): Facts<DetailOf<'STATUS_UPDATE'>> {
  const framesDecoded = Math.floor(plan.video.frames * transcodedShare(plan, sinceMs));
  return { status: 'STATUS_UPDATE', framesDecoded, jobProgress: jobProgress(plan, sinceMs) };
}

function endFacts(plan: JobPlan, jobId: string): Facts<JobStateChangeDetail> {
  const warnings = plan.warning === undefined ? {} : { warnings: [{ code: Number(plan.warning.code), count: 1 }] };
  switch (plan.end.status) {
    case 'COMPLETE':
      return {
        status: 'COMPLETE',
        outputGroupDetails: outputGroupDetails(plan, jobId),
        paddingInserted: 0,
        blackVideoDetected: 0,
        ...warnings,
      };
    case 'ERROR':
      return { status: 'ERROR', errorCode: plan.end.code, errorMessage: plan.end.message, ...warnings };
    case 'CANCELED':
      return { status: 'CANCELED' };
  }
}
