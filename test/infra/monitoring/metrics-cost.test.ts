import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sampleWith } from '../../functions/collector/samples.ts';
import { batchSentAt, startCollector, startSurroundings } from '../../functions/collector/start-collector.ts';
import type { Surroundings } from '../../functions/collector/start-collector.ts';

const DOLLARS_A_GB = 0.5;
const MILLION = 1_000_000;
const MINUTE = 60_000;
const UPLOADING = { framesDecoded: 15_000, jobProgress: { jobPercentComplete: 95, currentPhase: 'UPLOADING' } };
const TRANSCODING = { framesDecoded: 1500, jobProgress: { jobPercentComplete: 10, currentPhase: 'TRANSCODING' } };

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
  surroundings.graphql.answer = () => ({ status: 200, body: '{"data":{"publishJobProgress":{}}}' });
});
afterAll(() => surroundings.close());

/** What the events of jobs, that go side by side, make of lines and bytes, a job. */
async function linesOf(jobs: number): Promise<{ lines: number; bytes: number }> {
  const { collect, clock, lines } = await startCollector(surroundings);
  const created = clock.now;
  const batch = async (events: (jobId: string) => string): Promise<void> => {
    const bodies = Array.from({ length: jobs }, (_, job) => events(`${created}-job00${job}`));
    // An event takes about a second.
    const sentAt = clock.now - 600;
    await collect(batchSentAt(sentAt, ...bodies));
    clock.now += MINUTE;
  };
  const change = (status: string, detail: object = {}) =>
    batch((jobId) => sampleWith(status, { jobId, timestamp: clock.now - 1234, ...detail }));

  await batch((jobId) => sampleWith('CreateJob', { responseElements: { job: { id: jobId } } }));
  await change('PROGRESSING');
  for (let update = 1; update < 10; update++) await change('STATUS_UPDATE', TRANSCODING);
  await change('STATUS_UPDATE', UPLOADING);
  await change('COMPLETE');
  return { lines: lines.length / jobs, bytes: lines.reduce((sum, { length }) => sum + length, 0) / jobs };
}

it.each([1, 10])('the documented cost is what the lines come to with %i events in a batch', async (jobs) => {
  const { lines, bytes } = await linesOf(jobs);

  const gb = (bytes * MILLION) / 1e9;
  const row = [jobs, (lines * MILLION).toLocaleString('en-US'), gb.toFixed(1), `$${(gb * DOLLARS_A_GB).toFixed(2)}`];
  const documented = (await readFile('docs/metrics.md', 'utf8')).matchAll(
    /^\| (\d+) +\| ([\d,]+) +\| ([\d.]+) +\| (\S+) +\|$/gm,
  );
  expect([...documented].map(([, ...cells]) => cells.join(' '))).toContain(row.join(' '));
});
