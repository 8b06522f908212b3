import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DEMO_PLANS } from '../../../local/mediaconvert/demo-plans.ts';
import { processingMs } from '../../../local/mediaconvert/job-plan.ts';
import { seededRandom } from '../../../local/mediaconvert/random.ts';
import { CONCURRENCY, MAX_ALIVE, workload, type WorkloadJob } from '../../../local/mediaconvert/workload.ts';

function take(count: number, seed: number, speed: number): WorkloadJob[] {
  const jobs: WorkloadJob[] = [];
  for (const job of workload(DEMO_PLANS, { speed, epochMs: 1_700_000_000_000, random: seededRandom(seed) })) {
    jobs.push(job);
    if (jobs.length === count) break;
  }
  return jobs;
}

const seeds = fc.nat();
const speeds = fc.constantFrom(0.5, 1, 7, 50);

describe('workload', () => {
  it('begins at once and never goes back', () => {
    fc.assert(
      fc.property(seeds, speeds, (seed, speed) => {
        const times = take(50, seed, speed).map(({ submitMs }) => submitMs);
        expect(times[0]).toBe(0);
        expect(times).toEqual([...times].sort((one, other) => one - other));
      }),
    );
  });

  it('keeps the queue within its concurrency, and few jobs alive', () => {
    fc.assert(
      fc.property(seeds, speeds, (seed, speed) => {
        const jobs = take(50, seed, speed).map(({ submitMs, queuedMs, plan }) => {
          const startMs = submitMs + queuedMs;
          return { submitMs, startMs, endMs: startMs + processingMs(plan) };
        });
        for (const { startMs, submitMs } of jobs) {
          const running = jobs.filter((job) => job.startMs <= startMs && startMs < job.endMs);
          const alive = jobs.filter((job) => job.submitMs <= submitMs && submitMs < job.endMs);
          expect(running.length).toBeLessThanOrEqual(CONCURRENCY);
          expect(alive.length).toBeLessThanOrEqual(MAX_ALIVE);
        }
      }),
    );
  });

  it('has jobs wait for capacity', () => {
    expect(take(20, 1, 1).some(({ queuedMs }) => queuedMs > 10_000)).toBe(true);
  });

  it('plays every plan again and again, under new ids', () => {
    const jobs = take(3 * DEMO_PLANS.length, 1, 1);
    expect(jobs.map(({ plan }) => plan.input)).toEqual([1, 2, 3].flatMap(() => DEMO_PLANS.map(({ input }) => input)));
    expect(new Set(jobs.map(({ jobId }) => jobId)).size).toBe(jobs.length);
  });
});
