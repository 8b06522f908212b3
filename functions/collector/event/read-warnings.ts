import type { WarningCount } from '../../../schema/events/job-state-change.ts';
import type { CheckedEvent } from './checked-event.ts';
import { intOf, listOf, objectOf } from '../../lib/read-field.ts';

/** How often each warning came; undefined when the event tells none. */
export function readWarnings(value: unknown): CheckedEvent['warnings'] {
  return listOf(value)?.flatMap((each) => {
    const warning = objectOf<WarningCount>(each);
    const code = intOf(warning.code);
    const count = intOf(warning.count) ?? 1;
    return code === undefined ? [] : [{ code, count: Math.max(0, count) }];
  });
}
