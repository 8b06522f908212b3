import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { arbitraryScript, type Script } from '../functions/collector/job/whole-jobs/arbitrary-job.ts';
import { writeJob } from '../functions/collector/job/whole-jobs/write-job.ts';

/** An event of a job. */
export type SentEvent = { jobId: string; id: string; body: string };

/** What is sent: in `bodies` the events of all jobs, some of them twice, and the poison, in an order of their own. */
export type Sent = { jobIds: string[]; events: SentEvent[]; poison: string[]; bodies: string[] };

/** How many events every job has. */
const EVENTS_A_JOB = 15;
/** So many jobs run at a time; of their events any may come before any other. */
const JOBS_AT_A_TIME = 10;
const SENT_TWICE = 5;

/** Makes up jobs. All of it follows from the seed. */
export function eventsToSend(options: { jobs: number; poison: number; seed: number }): Sent {
  const { seed } = options;
  const generator = xoroshiro128plus(seed);
  const below = (limit: number): number => uniformInt(generator, 0, limit - 1);
  const suffix = seed.toString(36).padStart(6, '0').slice(-6);
  const jobs = fc.sample(arbitraryScript, { numRuns: options.jobs, seed }).map((script, index) => {
    const { jobId: model, events } = writeLongJob(script);
    const jobId = `${Number(model.split('-')[0]) + index}-${suffix}`;
    const written = events.map(({ id, body }) => ({
      jobId,
      id: `${jobId}.${id}`,
      body: body.replaceAll(model, jobId).replace(`"id":"${id}"`, `"id":"${jobId}.${id}"`),
    }));
    // Some of a longer job are never sent: its state is that of the others.
    return shuffled(written, below).slice(0, EVENTS_A_JOB);
  });
  const poison = Array.from({ length: options.poison }, (_, index) => `not JSON ${seed}.${index}`);
  const waves = Array.from({ length: Math.ceil(jobs.length / JOBS_AT_A_TIME) }, (_, index) => {
    const bodies = jobs
      .slice(index * JOBS_AT_A_TIME, (index + 1) * JOBS_AT_A_TIME)
      .flat()
      .map(({ body }) => body);
    return [...bodies, ...bodies.filter(() => below(SENT_TWICE) === 0)];
  });
  for (const body of poison) waves[below(waves.length)]?.push(body);
  return {
    jobIds: jobs.flatMap(([event]) => (event === undefined ? [] : [event.jobId])),
    events: jobs.flat(),
    poison,
    bodies: waves.flatMap((wave) => shuffled(wave, below)),
  };
}

/** Writes a job that has as many events as it takes: it is told of more often. */
function writeLongJob(script: Script): ReturnType<typeof writeJob> {
  const attempts = [...script.attempts];
  for (;;) {
    const job = writeJob({ ...script, attempts }, []);
    if (job.events.length >= EVENTS_A_JOB) return job;
    attempts.splice(-1, 1, [...(attempts.at(-1) ?? []), { step: 10_000, percent: 20, frames: 500 }]);
  }
}

/** By Fisher and Yates. */
function shuffled<T>(list: readonly T[], below: (limit: number) => number): T[] {
  const left = [...list];
  return list.flatMap(() => left.splice(below(left.length), 1));
}
