import { randomJobId, type Random } from './random.ts';
import { atSpeed, type JobPlan, processingMs } from './job-plan.ts';

/** A job of the workload: when it is submitted, in milliseconds from the start, and how long its queue is full. */
export type WorkloadJob = { submitMs: number; queuedMs: number; jobId: string; plan: JobPlan };

/** How many jobs the default queue works on at once. */
export const CONCURRENCY = 3;

/** How many jobs are waiting or running at most. */
export const MAX_ALIVE = 6;

const GAP_MS = 2_500;
const LEAST_QUEUED_MS = 800;

/**
 * The plans over and over, without end, as a queue of limited concurrency would take them. `epochMs` is when the
 * workload starts; submit times never go back.
 */
export function* workload(
  plans: readonly JobPlan[],
  options: { speed: number; epochMs: number; random: Random },
): Generator<WorkloadJob, never> {
  const { speed, epochMs, random } = options;
  const freeAtMs = Array.from({ length: CONCURRENCY }, () => 0);
  const endsMs: number[] = [];
  let submitMs = 0;
  for (;;) {
    for (const unscaled of plans) {
      const plan = atSpeed(unscaled, speed);
      // The place of the job that ends first is the next to be free.
      const alive = endsMs.filter((endMs) => endMs > submitMs).sort((one, other) => one - other);
      endsMs.splice(0, endsMs.length, ...alive);
      const room = alive[alive.length - MAX_ALIVE];
      if (room !== undefined) submitMs = room;
      const slot = freeAtMs.indexOf(Math.min(...freeAtMs));
      const ready = submitMs + (plan.hop?.afterMs ?? 0) + Math.ceil(LEAST_QUEUED_MS / speed);
      const startMs = Math.max(ready, freeAtMs[slot] ?? 0);
      const endMs = startMs + processingMs(plan);
      freeAtMs[slot] = endMs;
      endsMs.push(endMs);
      const jobId = randomJobId(epochMs + submitMs, random);
      yield { submitMs, queuedMs: startMs - submitMs, jobId, plan };
      submitMs += Math.ceil((GAP_MS * (0.5 + random())) / speed);
    }
  }
}
