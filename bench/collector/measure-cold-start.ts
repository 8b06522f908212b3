import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { pathToFileURL } from 'node:url';
import { eventsOf, newJobStory } from '../per-event/job-story.ts';
import { sqsBatch } from '../per-event/sqs-batch.ts';
import { collectorEnvironment } from './environment.ts';

/** What a fresh process took, in milliseconds and MiB. */
export type ColdStart = { importMs: number; firstEventMs: number; rssMib: number; rssAfterMib: number };

const LATER_BATCHES = 50;

/** Loads a bundle in a process that has nothing else, as Lambda does, has it carry out one event, and then the same many times. */
export async function measureColdStart(bundle: string, url: string): Promise<ColdStart> {
  const [event = ''] = await eventsOf(newJobStory(), ['STATUS_UPDATE']);
  const program = `
    const print = process.stdout.write.bind(process.stdout);
    process.stdout.write = () => true;
    const batch = ${JSON.stringify(sqsBatch([event]))};
    const rss = () => process.memoryUsage.rss() / 2 ** 20;
    const before = performance.now();
    const { handler } = await import(${JSON.stringify(pathToFileURL(bundle).href)});
    const imported = performance.now();
    const { batchItemFailures } = await handler(batch, {});
    if (batchItemFailures.length > 0) throw new Error('the event was not carried out');
    const done = performance.now();
    const first = rss();
    for (let count = 0; count < ${LATER_BATCHES}; count += 1) await handler(batch, {});
    print(JSON.stringify({ importMs: imported - before, firstEventMs: done - imported, rssMib: first, rssAfterMib: rss() }));
    process.exit(0);`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    env: collectorEnvironment(url),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  const printed = await text(child.stdout);
  const [status] = (await exited) as [number | null];
  if (status !== 0) throw new Error(`the process ended with status ${String(status)}`);
  return JSON.parse(printed) as ColdStart;
}
