import type { CheckedEvent } from '../event/checked-event.ts';
import type { Warning } from './job-state.ts';
import { lowestCodes } from './lowest-codes.ts';
import { known } from '../../lib/known.ts';

/** What an event teaches about warnings, by code; undefined when it tells of none. */
export function warningFacts({
  newWarning,
  warnings: reported,
  timestamp,
}: CheckedEvent): Record<string, Warning> | undefined {
  if (newWarning === undefined && reported === undefined) return undefined;
  const taught = reportedWarnings(reported ?? [], known({ reportedTime: timestamp }));
  if (newWarning !== undefined) {
    const times = timestamp === undefined ? undefined : [timestamp];
    const message = newWarning.message === undefined ? undefined : { time: timestamp ?? 0, value: newWarning.message };
    taught[newWarning.code] = { ...taught[newWarning.code], ...known({ times, lastTime: timestamp, message }) };
  }
  return lowestCodes(taught);
}

/**
 * How often each warning came by the given time. MediaConvert lists a code once. Were it to list one twice, nothing would say
 * whether the counts add up: the warning came at least as often as the greater one tells.
 */
export function reportedWarnings(
  reported: NonNullable<CheckedEvent['warnings']>,
  time: Pick<Warning, 'reportedTime' | 'answeredTime'>,
): Record<string, Warning> {
  const taught: Record<string, Warning> = {};
  for (const { code, count } of reported) {
    taught[code] = { reportedCount: Math.max(count, taught[code]?.reportedCount ?? 0), ...time };
  }
  return taught;
}
