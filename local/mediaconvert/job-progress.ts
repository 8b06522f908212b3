import type { JobProgressDetail, PhaseName, PhaseProgressDetail } from '../../schema/events/job-state-change.ts';
import type { JobPlan } from './job-plan.ts';

/** How much of the whole job each phase stands for, in per cent: close to what documented updates show. */
const WEIGHTS: Record<PhaseName, number> = { PROBING: 5, TRANSCODING: 85, UPLOADING: 10 };

/** The `jobProgress` of an update, so long after the job left its queue. */
export function jobProgress(plan: JobPlan, sinceMs: number): JobProgressDetail {
  const shares: Record<PhaseName, number> = {
    PROBING: share(sinceMs, plan.probingMs),
    TRANSCODING: transcodedShare(plan, sinceMs),
    UPLOADING: share(sinceMs - plan.probingMs - plan.transcodingMs, plan.uploadingMs),
  };
  const phases: PhaseName[] = ['PROBING', 'TRANSCODING', 'UPLOADING'];
  const percent = phases.reduce((sum, phase) => sum + WEIGHTS[phase] * shares[phase], 0);
  const phaseProgress = (phase: PhaseName, before: number): PhaseProgressDetail => ({
    status: shares[phase] === 1 ? 'COMPLETE' : before < 1 ? 'PENDING' : 'PROGRESSING',
    ...(plan.hasPercentages && { percentComplete: Math.floor(100 * shares[phase]) }),
  });
  return {
    phaseProgress: {
      PROBING: phaseProgress('PROBING', 1),
      TRANSCODING: phaseProgress('TRANSCODING', shares.PROBING),
      UPLOADING: phaseProgress('UPLOADING', shares.TRANSCODING),
    },
    ...(plan.hasPercentages && { jobPercentComplete: Math.floor(percent) }),
    currentPhase: phases.find((phase) => shares[phase] < 1) ?? 'UPLOADING',
    retryCount: 0,
  };
}

/** How much of the input is decoded, 0 to 1. */
export function transcodedShare(plan: JobPlan, sinceMs: number): number {
  return share(sinceMs - plan.probingMs, plan.transcodingMs);
}

function share(elapsedMs: number, durationMs: number): number {
  return Math.min(1, Math.max(0, elapsedMs / durationMs));
}
