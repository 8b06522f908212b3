import type { JobStateChangeDetail } from '../../schema/events/job-state-change.ts';
import { progressAt } from './job-progress.ts';
import { attemptMs, endMs, type Timeline } from './timeline.ts';

type Facts<Detail> = Detail extends JobStateChangeDetail
  ? Omit<Detail, 'timestamp' | 'accountId' | 'queue' | 'jobId' | 'userMetadata'>
  : never;

/** What a Job State Change tells beside what all of them tell. */
export type StateChangeFacts = Facts<JobStateChangeDetail>;

/** Something that happens to a job, so many milliseconds of its clock after it left its queue. */
export type Step = { atMs: number; facts: StateChangeFacts };

/** When the inputs are known, as a share of probing. */
const INPUTS_KNOWN_AT = 0.5;

/**
 * Everything that happens to a job after PROGRESSING, in order: `inputs` and `end` are the facts of INPUT_INFORMATION
 * and of the event that the job ends with.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_event_list.html
 */
export function jobScript(
  timeline: Timeline,
  options: { intervalS: number; inputs: StateChangeFacts; warnings: StateChangeFacts[]; end: StateChangeFacts },
): Step[] {
  const end = endMs(timeline);
  const warnedMs = timeline.retries * attemptMs(timeline) + timeline.probingMs + timeline.transcodingMs / 2;
  const steps: Step[] = [
    { atMs: timeline.probingMs * INPUTS_KNOWN_AT, facts: options.inputs },
    ...updateTimes(end, options.intervalS * 1_000).map((atMs): Step => {
      return { atMs, facts: { status: 'STATUS_UPDATE', ...progressAt(timeline, atMs) } };
    }),
    ...options.warnings.map((facts) => ({ atMs: Math.min(end, warnedMs), facts })),
    { atMs: end, facts: options.end },
  ];
  // Equal times keep the order above: the sort is stable.
  return steps.sort((one, other) => one.atMs - other.atMs);
}

/** Once an interval, and none once the job has ended. */
function updateTimes(end: number, intervalMs: number): number[] {
  const count = Math.max(0, Math.ceil(end / intervalMs) - 1);
  return Array.from({ length: count }, (_, index) => (index + 1) * intervalMs);
}
