import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEFORE, eventsOf, newJobStory } from '../../../bench/per-event/job-story.ts';
import { sqsBatch } from '../../../bench/per-event/sqs-batch.ts';
import { storeJobs } from '../../../bench/per-event/store-jobs.ts';
import { createCollector } from '../../../functions/collector/create-collector.ts';
import { createJobCache } from '../../../functions/collector/store/job-cache.ts';
import { recordOutput } from '../../functions/record-output.ts';
import {
  startCollector,
  startSurroundings,
  type Surroundings,
  type TestedCollector,
} from '../../functions/collector/start-collector.ts';

let surroundings: Surroundings;
beforeAll(async () => {
  surroundings = await startSurroundings();
});
afterAll(() => surroundings.close());

/** Of the three tables that a job's later events are merged into. */
async function stored({ rows }: TestedCollector): Promise<Set<string>> {
  const tables = await Promise.all([rows('jobTable'), rows('jobTagTable'), rows('jobDetailTable')]);
  return new Set(tables.flat().map((row) => JSON.stringify(row)));
}

it('jobs are stored and remembered as a collector does it', async () => {
  const { dynamodb, kinesis, sqs } = surroundings;
  const [tested, direct] = [await startCollector(surroundings), await startCollector(surroundings)];
  const stories = Array.from({ length: 10 }, newJobStory);
  const bodies = (await Promise.all(stories.map((story) => eventsOf(story, BEFORE)))).flat();
  const [remembered, directly] = [createJobCache(10), createJobCache(10)];
  const { now } = tested.clock;
  const collect = createCollector({
    ...{ config: tested.config, cache: remembered, now: () => now, ...recordOutput() },
    clients: { dynamodb: dynamodb.client, kinesis: kinesis.client, sqs: sqs.client },
  });

  await storeJobs({ client: dynamodb.client, config: direct.config, cache: directly }, bodies, now);
  await collect(sqsBatch(bodies));
  const ids = (await tested.rows('jobTable')).map(({ id }) => String(id));

  expect(ids).toHaveLength(10);
  expect(await stored(direct)).toEqual(await stored(tested));
  expect(ids.map(directly.get)).toEqual(ids.map(remembered.get));
});
