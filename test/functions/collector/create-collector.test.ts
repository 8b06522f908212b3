import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SAMPLE_NAMES, sampleText } from './samples.ts';
import { batchOf, startCollector, startSurroundings } from './start-collector.ts';
import type { Surroundings } from './start-collector.ts';

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.close());

describe('the sample events', () => {
  it('are all carried out', async () => {
    const { collect, lines } = await startCollector(surroundings, { streams: true });
    const result = await collect(batchOf(...SAMPLE_NAMES.map(sampleText)));
    expect(lines).toEqual([]);
    expect(result).toEqual({ batchItemFailures: [] });
  });
});
