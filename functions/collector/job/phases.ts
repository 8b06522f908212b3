import { PHASES } from '../../../schema/events/job-phases.ts';
import type { JobPhase } from '../../../schema/generated/graphql.ts';
import type { ReportedPhase, ReportedProgress } from '../event/checked-event.ts';

/** Whether the phase has begun, or is over. */
export function hasBegun(phase: ReportedPhase | undefined): boolean {
  return phase?.status === 'PROGRESSING' || isDone(phase);
}

/** Whether the phase is over. */
export function isDone(phase: ReportedPhase | undefined): boolean {
  return phase?.status === 'COMPLETE' || phase?.percentComplete === 100;
}

/** The furthest phase that an update shows: its own `currentPhase` can lag behind what it tells of the phases. */
export function currentPhase(progress: ReportedProgress): JobPhase | undefined {
  return PHASES.findLast((name) => name === progress.currentPhase || hasBegun(progress.phases[name]));
}
