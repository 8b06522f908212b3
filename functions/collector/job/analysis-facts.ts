import type { JobAnalysis } from '../../../schema/generated/graphql.ts';
import type { CheckedEvent } from '../event/checked-event.ts';
import { jobIdTime } from './job-id-time.ts';
import type { JobState } from './job-state.ts';
import { known } from '../../lib/known.ts';
import { type Stamped, UNDATED } from './merge-rules.ts';

/** What an analysis teaches. Only of one that is complete do its counts count: one that failed takes nothing back. */
export function analysisFacts(
  { jobId, account, region, timestamp: time = UNDATED }: CheckedEvent,
  analysis: JobAnalysis,
): JobState {
  const told = <T>(value: T | null | undefined, at = time): Stamped<T> | undefined =>
    value === null || value === undefined ? undefined : { time: at, value };
  const complete = analysis.status === 'COMPLETE';
  return known({
    idTime: jobIdTime(jobId),
    account: told(account, 0),
    region: told(region, 0),
    frameCount: complete ? told(analysis.frameCount) : undefined,
    duration: complete ? told(analysis.duration) : undefined,
    inputCount: analysis.numInputs ?? undefined,
  });
}
