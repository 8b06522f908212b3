import fc from 'fast-check';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { arbitraryScript } from '../functions/collector/job/whole-jobs/arbitrary-job.ts';
import { writeJob } from '../functions/collector/job/whole-jobs/write-job.ts';

/** An event of a job, as it is sent. */
export type SentEvent = { jobId: string; id: string; body: string };

/** What is sent: the events of all jobs, some of them twice, in an order of their own; and messages that are none. */
export type Sent = { jobIds: string[]; events: SentEvent[]; sendings: SentEvent[]; poison: string[] };

const SENT_TWICE = 5;

/** Makes up jobs. All of it follows from the seed. */
export function eventsToSend({ jobs, poison, seed }: { jobs: number; poison: number; seed: number }): Sent {
  const generator = xoroshiro128plus(seed);
  const below = (limit: number): number => uniformInt(generator, 0, limit - 1);
  const suffix = seed.toString(36).padStart(6, '0').slice(-6);
  const written = fc.sample(arbitraryScript, { numRuns: jobs, seed }).map((script, index) => {
    const { jobId: model, events } = writeJob(script, []);
    const jobId = `${Number(model.split('-')[0]) + index}-${suffix}`;
    return {
      jobId,
      events: events.map(({ id, body }) => ({
        jobId,
        id: `${jobId}.${id}`,
        body: body.replaceAll(model, jobId).replace(`"id":"${id}"`, `"id":"${jobId}.${id}"`),
      })),
    };
  });
  const events = written.flatMap((job) => job.events);
  const sendings = [...events, ...events.filter(() => below(SENT_TWICE) === 0)];
  for (let last = sendings.length - 1; last > 0; last--) {
    const other = below(last + 1);
    const [a, b] = [sendings[last], sendings[other]];
    if (a !== undefined && b !== undefined) [sendings[last], sendings[other]] = [b, a];
  }
  return {
    jobIds: written.map(({ jobId }) => jobId),
    events,
    sendings,
    poison: Array.from({ length: poison }, (_, index) => `not JSON ${seed}.${index}`),
  };
}
