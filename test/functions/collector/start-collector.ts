import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { sqsBatch } from '../../../bench/per-event/sqs-batch.ts';
import type { Config } from '../../../functions/collector/config.ts';
import { createCollector } from '../../../functions/collector/create-collector.ts';
import type { Collector } from '../../../functions/collector/create-collector.ts';
import { recordOutput, type RecordedOutput } from '../record-output.ts';
import { createJobTables } from '../../embedded/create-job-tables.ts';
import { startDynalite } from '../../embedded/start-dynalite.ts';
import type { EmbeddedDynamoDb } from '../../embedded/start-dynalite.ts';
import { startFauxqs } from '../../embedded/start-fauxqs.ts';
import type { EmbeddedSqs } from '../../embedded/start-fauxqs.ts';
import { startKinesalite } from '../../embedded/start-kinesalite.ts';
import type { EmbeddedKinesis } from '../../embedded/start-kinesalite.ts';
import { startGraphqlRecorder } from './graphql-recorder.ts';
import type { GraphqlRecorder } from './graphql-recorder.ts';

/** The services that a collector works with, all of them real. */
export type Surroundings = {
  dynamodb: EmbeddedDynamoDb;
  kinesis: EmbeddedKinesis;
  sqs: EmbeddedSqs;
  graphql: GraphqlRecorder;
  close: () => Promise<void>;
};

/** Starts them. */
export async function startSurroundings(): Promise<Surroundings> {
  const [dynamodb, kinesis, sqs, graphql] = await Promise.all([
    startDynalite(),
    startKinesalite(),
    startFauxqs(),
    startGraphqlRecorder(),
  ]);
  return {
    dynamodb,
    kinesis,
    sqs,
    graphql,
    async close() {
      await Promise.all([dynamodb.close(), kinesis.close(), sqs.close(), graphql.close()]);
    },
  };
}

/** A collector with tables, streams and a dead-letter queue of its own. */
export type TestedCollector = {
  config: Config;
  collect: Collector;
  /** Another collector on the same tables, which has seen nothing yet. */
  another: () => Collector;
  clock: { now: number };
  /** What the collectors logged. */
  logged: RecordedOutput['logged'];
  /** All lines that they wrote. */
  lines: string[];
  /** The metrics that they wrote. */
  emitted: RecordedOutput['emitted'];
  rows: (table: 'jobTable' | 'jobTagTable' | 'jobDetailTable' | 'eventTable') => Promise<Record<string, unknown>[]>;
};

let started = 0;

/** Makes one. Its clock stands still, until the test moves it. */
export async function startCollector(
  surroundings: Surroundings,
  options: { streams?: boolean; tenantMetadataKey?: string } = {},
): Promise<TestedCollector> {
  const { dynamodb, kinesis, sqs, graphql } = surroundings;
  started += 1;
  const stream = async (name: string): Promise<string | undefined> => {
    if (options.streams !== true) return undefined;
    await kinesis.createStream(`${name}-${started}`, 2);
    return `${name}-${started}`;
  };
  graphql.received.length = 0;
  const config: Config = {
    ...(await createJobTables(dynamodb.client)),
    eventStream: await stream('EventStream'),
    jobStream: await stream('JobStream'),
    metricStream: await stream('MetricStream'),
    tenantMetadataKey: options.tenantMetadataKey,
    graphqlUrl: graphql.url,
    eventQueueUrl: sqs.createQueue(`events-${started}`),
    retryDelaySeconds: 10,
    deadLetterQueueUrl: sqs.createQueue(`dead-letters-${started}`),
    eventKeepSeconds: 3600,
    jobKeepSeconds: 86_400,
  };
  const clients = { dynamodb: dynamodb.client, kinesis: kinesis.client, sqs: sqs.client };
  const clock = { now: Date.parse('2026-11-23T12:00:00.000Z') };
  const { logger, metrics, lines, logged, emitted } = recordOutput();
  const another = () => createCollector({ config, clients, logger, metrics, now: () => clock.now });
  return {
    config,
    collect: another(),
    another,
    clock,
    lines,
    logged,
    emitted,
    async rows(table) {
      const { Items = [] } = await dynamodb.client.send(new ScanCommand({ TableName: config[table] }));
      return Items.map((item) => unmarshall(item));
    },
  };
}

/** A batch as Lambda hands it over; the messages are `m0`, `m1`, …, and came into the queue in 1970. */
export function batchOf(...bodies: string[]): SQSEvent {
  return batchSentAt(0, ...bodies);
}

/** A batch whose messages came into the queue at a time, in epoch milliseconds. */
export function batchSentAt(sentAt: number, ...bodies: string[]): SQSEvent {
  return sqsBatch(bodies, sentAt);
}
