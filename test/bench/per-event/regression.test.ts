import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DescribeTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createUnitCounter } from '../../../bench/calls/request-units.ts';
import { BEFORE, eventsOf, type JobStory, newJobStory } from '../../../bench/per-event/job-story.ts';
import { type MeasuredCollector, measureBatches } from '../../../bench/per-event/measure-batches.ts';
import { sqsBatch } from '../../../bench/per-event/sqs-batch.ts';
import { createWire } from '../../../bench/wire/create-wire.ts';
import { createCollector } from '../../../functions/collector/create-collector.ts';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { bundleFunction } from '../../../infra/lambda/bundle-function.ts';
import { type JobTables } from '../../embedded/create-job-tables.ts';
import { awsClientConfig } from '../../embedded/aws-client-config.ts';
import { startCollector, startSurroundings } from '../../functions/collector/start-collector.ts';
import { recordOutput } from '../../functions/record-output.ts';
import { type Bounds, BUNDLE_BYTES, STEADY_UPDATE, TEN_STEADY_UPDATES, TEN_UPDATES_OF_ONE_JOB } from './bounds.ts';

const closings: (() => unknown)[] = [];
let measured: MeasuredCollector;
beforeAll(async () => {
  const surroundings = await startSurroundings();
  closings.push(surroundings.close);
  const { config } = await startCollector(surroundings, { streams: true });
  const { dynamodb, kinesis, sqs, graphql } = surroundings;
  const wire = await createWire({ dynamodb: dynamodb.url, kinesis: kinesis.url, graphql: graphql.url });
  closings.push(wire.close);
  const overWire = new DynamoDBClient(awsClientConfig(wire.urls.dynamodb));
  const { requestHandler } = overWire.config;
  const clients = {
    dynamodb: overWire,
    kinesis: new KinesisClient({ ...awsClientConfig(wire.urls.kinesis), requestHandler }),
    sqs: sqs.client,
  };
  closings.push(() => overWire.destroy());
  const collect = createCollector({ config: { ...config, graphqlUrl: wire.urls.graphql }, clients, ...recordOutput() });
  measured = {
    wire,
    units: createUnitCounter(await tablesOf(config, dynamodb.client)),
    jobTable: config.jobTable,
    async collect(bodies) {
      expect(await collect(sqsBatch(bodies))).toEqual({ batchItemFailures: [] });
    },
  };
});
afterAll(async () => {
  for (const close of closings.reverse()) await close();
});

/** Jobs in the middle of their work. */
async function steadyJobs(count: number): Promise<JobStory[]> {
  const jobs = Array.from({ length: count }, newJobStory);
  await measured.collect((await Promise.all(jobs.map((job) => eventsOf(job, BEFORE)))).flat());
  return jobs;
}

/** What a batch takes more of than it may. A pause of the machine can add a round trip and take none away: of three counts the least is right. */
async function excess(prepare: () => Promise<string[]>, bounds: Bounds): Promise<string[]> {
  const cost = await measureBatches(measured, prepare, { runs: 0, delayMs: 0 });
  for (let again = 0; again < 2 && !(cost.roundTrips <= bounds.roundTrips); again++) {
    const { roundTrips } = await measureBatches(measured, prepare, { runs: 0, delayMs: 0 });
    cost.roundTrips = Math.min(cost.roundTrips, roundTrips);
  }
  const names = Object.keys(bounds) as (keyof Bounds)[];
  return names
    .filter((name) => !(cost[name] <= bounds[name]))
    .map((name) => `${name}: ${cost[name]}, and may be ${bounds[name]}`);
}

async function tablesOf(names: JobTables, client: DynamoDBClient): Promise<Resource[]> {
  return Promise.all(
    [names.eventTable, names.jobTable, names.jobTagTable, names.jobDetailTable].map(async (ref) => {
      const { Table = {} } = await client.send(new DescribeTableCommand({ TableName: ref }));
      return { logicalId: ref, type: 'AWS::DynamoDB::Table', ref, attributes: {}, properties: { ...Table } };
    }),
  );
}

describe('a batch takes no more than it did', () => {
  it('with an update of a job in the middle of its work', async () => {
    const [job = newJobStory()] = await steadyJobs(1);

    expect(await excess(() => eventsOf(job, ['STATUS_UPDATE']), STEADY_UPDATE)).toEqual([]);
  });

  it('with an update of each of ten such jobs', async () => {
    const jobs = await steadyJobs(10);
    const updates = () => Promise.all(jobs.map((job) => job.next('STATUS_UPDATE')));

    expect(await excess(updates, TEN_STEADY_UPDATES)).toEqual([]);
  });

  it('with ten updates of one such job', async () => {
    const [job = newJobStory()] = await steadyJobs(1);
    const updates = () => eventsOf(job, new Array<string>(10).fill('STATUS_UPDATE'));

    expect(await excess(updates, TEN_UPDATES_OF_ONE_JOB)).toEqual([]);
  });
});

describe('the bundle', () => {
  const directory = mkdtempSync(join(tmpdir(), 'bundle-bytes-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each(Object.entries(BUNDLE_BYTES))('of the %s has no more than %d bytes', (name, bytes) => {
    bundleFunction(`functions/${name}/handler.ts`, join(directory, name));

    expect(statSync(join(directory, name, 'index.mjs')).size).toBeLessThanOrEqual(bytes);
  });
});
