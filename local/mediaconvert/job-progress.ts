import type { PhaseName, PhaseProgressDetail, StatusUpdateDetail } from '../../schema/events/job-state-change.ts';
import { attemptMs, type Timeline } from './timeline.ts';

/** What an update tells. */
export type Progress = Required<Pick<StatusUpdateDetail, 'framesDecoded' | 'jobProgress'>>;

/** How much of the whole job each phase stands for, in per cent: close to what documented updates show. */
const WEIGHTS: Record<PhaseName, number> = { PROBING: 5, TRANSCODING: 85, UPLOADING: 10 };

/** How far a job is, so long after it left its queue. An attempt that starts over begins with nothing again. */
export function progressAt(timeline: Timeline, sinceMs: number): Progress {
  const retryCount = Math.max(0, Math.min(timeline.retries, Math.floor(sinceMs / attemptMs(timeline))));
  const attemptedMs = sinceMs - retryCount * attemptMs(timeline);
  const { probingMs, transcodingMs, uploadingMs, hasPercentages } = timeline;
  const shares: Record<PhaseName, number> = {
    PROBING: share(attemptedMs, probingMs),
    TRANSCODING: share(attemptedMs - probingMs, transcodingMs),
    UPLOADING: share(attemptedMs - probingMs - transcodingMs, uploadingMs),
  };
  const phases: PhaseName[] = ['PROBING', 'TRANSCODING', 'UPLOADING'];
  const percent = phases.reduce((sum, phase) => sum + WEIGHTS[phase] * shares[phase], 0);
  const phaseProgress = (phase: PhaseName, before: number): PhaseProgressDetail => ({
    status: shares[phase] === 1 ? 'COMPLETE' : before < 1 ? 'PENDING' : 'PROGRESSING',
    ...(hasPercentages && { percentComplete: Math.floor(100 * shares[phase]) }),
  });
  return {
    framesDecoded: Math.floor(timeline.frames * shares.TRANSCODING),
    jobProgress: {
      phaseProgress: {
        PROBING: phaseProgress('PROBING', 1),
        TRANSCODING: phaseProgress('TRANSCODING', shares.PROBING),
        UPLOADING: phaseProgress('UPLOADING', shares.TRANSCODING),
      },
      ...(hasPercentages && { jobPercentComplete: Math.floor(percent) }),
      currentPhase: phases.find((phase) => shares[phase] < 1) ?? 'UPLOADING',
      retryCount,
    },
  };
}

function share(elapsedMs: number, durationMs: number): number {
  return Math.min(1, Math.max(0, elapsedMs / durationMs));
}
