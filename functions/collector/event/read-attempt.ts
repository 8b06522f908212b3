import { PHASES } from '../../../schema/events/job-phases.ts';
import type { ReportedAttempt } from './checked-event.ts';
import { intOf, nameOf, percentOf } from '../../lib/read-field.ts';
import type { Unchecked } from '../../lib/read-field.ts';

/** Reads how far an attempt is, which a status update and GetJob tell alike. */
export function readAttempt(told: Unchecked<ReportedAttempt>): ReportedAttempt {
  const retryCount = intOf(told.retryCount);
  return {
    jobPercentComplete: percentOf(told.jobPercentComplete),
    currentPhase: nameOf(told.currentPhase, PHASES),
    retryCount: retryCount === undefined ? undefined : Math.max(0, retryCount),
  };
}
