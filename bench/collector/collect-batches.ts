import { pathToFileURL } from 'node:url';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { processorTime, ready } from '../child.ts';
import { BEFORE, eventsOf, newJobStory } from '../per-event/job-story.ts';
import { sqsBatch } from '../per-event/sqs-batch.ts';
import { collectorEnvironment } from './environment.ts';

/** What this process is asked: to load a bundle, or to carry out batches of so many events for a while. */
export type Question = { bundle: string; url: string } | { batchSize: number; seconds: number };

/** What it did. */
export type Collected = { events: number; seconds: number; processorMicroseconds: number };

type Handler = (batch: SQSEvent, context: object) => Promise<SQSBatchResponse>;

const JOBS = 100;
const UPDATE_MS = 10_000;

// The lines of metrics would be most of what is seen of a benchmark.
process.stdout.write = () => true;

let handler: Handler | undefined;
let updates: ((at: number) => string)[] = [];
let at = Date.now();
let next = 0;

async function load({ bundle, url }: { bundle: string; url: string }): Promise<void> {
  Object.assign(process.env, collectorEnvironment(url));
  ({ handler } = (await import(pathToFileURL(bundle).href)) as { handler: Handler });
  const stories = Array.from({ length: JOBS }, newJobStory);
  await collect((await Promise.all(stories.map((story) => eventsOf(story, BEFORE)))).flat());
  updates = await Promise.all(stories.map(async (story) => laterUpdates(await story.next('STATUS_UPDATE'))));
}

/** Makes of one update others like it, without the work of making an event anew. */
function laterUpdates(text: string): (at: number) => string {
  const { id, detail } = JSON.parse(text) as { id: string; detail: { timestamp: number } };
  const parts = text.split(String(detail.timestamp));
  return (time) => parts.join(String(time)).replace(id, `${id.slice(0, -13)}${time}`);
}

async function collect(bodies: string[]): Promise<void> {
  const answer = await handler?.(sqsBatch(bodies), {});
  if (answer?.batchItemFailures.length !== 0) throw new Error('events were not carried out');
}

async function collectFor(batchSize: number, seconds: number): Promise<Collected> {
  const [start, busy] = [performance.now(), processorTime()];
  let events = 0;
  while (performance.now() - start < 1000 * seconds) {
    const bodies = Array.from({ length: batchSize }, () => {
      next = (next + 1) % JOBS;
      // Each round of the jobs is an update later.
      if (next === 0) at += UPDATE_MS;
      return updates[next]?.(at) ?? '';
    });
    await collect(bodies);
    events += batchSize;
  }
  return { events, seconds: (performance.now() - start) / 1000, processorMicroseconds: processorTime() - busy };
}

ready('ready', async (asked) => {
  const question = asked as Question;
  if ('bundle' in question) return load(question).then(() => true);
  return collectFor(question.batchSize, question.seconds);
});
