import type { JobAnalysis } from '../../../schema/generated/graphql.ts';
import type { CheckedEvent } from '../event/checked-event.ts';
import { jobIdTime } from './job-id-time.ts';
import type { JobState } from './job-state.ts';
import { known } from './known.ts';
import type { Stamped } from './merge-rules.ts';

/** What an analysis teaches: of what it does not know, nothing, so that one that failed takes nothing back. */
export function analysisFacts(
  { jobId, account, region, timestamp: time = 0 }: CheckedEvent,
  analysis: JobAnalysis,
): JobState {
  const told = <T>(value: T | null | undefined, at = time): Stamped<T> | undefined =>
    value === null || value === undefined ? undefined : { time: at, value };
  return known({
    idTime: jobIdTime(jobId),
    account: told(account, 0),
    region: told(region, 0),
    frameCount: told(analysis.frameCount),
    duration: told(analysis.duration),
    inputCount: analysis.numInputs ?? undefined,
  });
}
