import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordCalls } from './record-calls.ts';
import { SAMPLE_NAMES, sampleText } from './samples.ts';
import { batchOf, startCollector, startSurroundings, type Surroundings } from './start-collector.ts';

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
  surroundings.graphql.answer = () => ({ status: 200, body: '{"data":{"publishJobProgress":{}}}' });
});
afterAll(() => surroundings.close());

it.each([
  [false, []],
  [true, ['PutRecords', 'PutRecords', 'PutRecords']],
])(
  'the collector stores and publishes the same with streams and without, and then calls Kinesis never: %s',
  async (streams, calls) => {
    const { collect, rows } = await startCollector(surroundings, { streams });
    const kinesis = recordCalls(surroundings.kinesis.client);

    expect(await collect(batchOf(...SAMPLE_NAMES.map(sampleText)))).toEqual({ batchItemFailures: [] });

    expect(kinesis.names).toEqual(calls);
    expect(await rows('jobTable')).toHaveLength(4);
    expect(surroundings.graphql.received).toHaveLength(4);
    kinesis.stop();
  },
);
