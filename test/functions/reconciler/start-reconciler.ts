import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import { DeleteMessageBatchCommand, ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { MediaConvertClient, MediaConvertClientConfig } from '@aws-sdk/client-mediaconvert';
import type { Config } from '../../../functions/reconciler/config.ts';
import { createReconciler } from '../../../functions/reconciler/create-reconciler.ts';
import type { RoundCounts } from '../../../functions/reconciler/create-reconciler.ts';
import { createMediaConvert } from '../../../functions/reconciler/mediaconvert/create-mediaconvert.ts';
import type { JobSnapshotEvent } from '../../../schema/events/job-snapshot.ts';
import { awsClientConfig } from '../../embedded/aws-client-config.ts';
import { recordOutput, type RecordedOutput } from '../record-output.ts';
import { createJobTables } from '../../embedded/create-job-tables.ts';
import { startDynalite } from '../../embedded/start-dynalite.ts';
import type { EmbeddedDynamoDb } from '../../embedded/start-dynalite.ts';
import { startFauxqs } from '../../embedded/start-fauxqs.ts';
import type { EmbeddedSqs } from '../../embedded/start-fauxqs.ts';
import { startMediaConvertApi } from './mediaconvert-api.ts';
import type { MediaConvertApi } from './mediaconvert-api.ts';

/** When the tests take place. */
export const NOW = Date.parse('2026-11-23T12:00:00.250Z');

/** The services that a reconciler works with. */
export type Surroundings = { dynamodb: EmbeddedDynamoDb; sqs: EmbeddedSqs; close: () => Promise<void> };

/** Starts them. */
export async function startSurroundings(): Promise<Surroundings> {
  const [dynamodb, sqs] = await Promise.all([startDynalite(), startFauxqs()]);
  return {
    dynamodb,
    sqs,
    async close() {
      await Promise.all([dynamodb.close(), sqs.close()]);
    },
  };
}

/** A reconciler with a table, a queue and a MediaConvert of its own. */
export type TestedReconciler = {
  config: Config;
  mediaconvert: MediaConvertApi;
  client: MediaConvertClient;
  /** Carries out a round that has this many seconds. By default the event is the schedule's. */
  reconcile: (event?: unknown, seconds?: number) => Promise<RoundCounts>;
  /** Stands still, but for the waiting of the reconciler. */
  clock: { now: number };
  /** What the reconciler logged. */
  logged: RecordedOutput['logged'];
  /** The metrics that it wrote. */
  emitted: RecordedOutput['emitted'];
  /** Puts an item into JobTable: a job that progresses and has been silent for an hour, but for the given fields. */
  putJob: (id: string, fields?: object) => Promise<void>;
  /** Takes all the facts out of the event queue. */
  facts: () => Promise<JobSnapshotEvent[]>;
  close: () => Promise<void>;
};

let started = 0;

/** Makes one. `delayed` runs whenever the reconciler waits. */
export async function startReconciler(
  { dynamodb, sqs }: Surroundings,
  options: {
    config?: Partial<Config>;
    client?: MediaConvertClientConfig;
    delayed?: (client: MediaConvertClient) => Promise<void>;
    /** The lots that the reconciler draws. Without, all are the same, and the most overdue job is always the next. */
    random?: () => number;
  } = {},
): Promise<TestedReconciler> {
  started += 1;
  const [{ jobTable }, mediaconvert] = await Promise.all([createJobTables(dynamodb.client), startMediaConvertApi()]);
  const client = createMediaConvert({ ...awsClientConfig(mediaconvert.url), ...options.client });
  const queueUrl = sqs.createQueue(`facts-${started}`);
  const config: Config = {
    jobTable,
    statusIndex: 'status-createdAt-index',
    eventQueueUrl: queueUrl,
    requestsPerSecond: 2,
    discoverSubmitted: false,
    ...options.config,
  };
  const clock = { now: NOW };
  const { logger, metrics, logged, emitted } = recordOutput();
  const reconciler = createReconciler({
    config,
    clients: { dynamodb: dynamodb.client, mediaconvert: client, sqs: sqs.client },
    logger,
    metrics,
    now: () => clock.now,
    async delay(ms) {
      clock.now += ms;
      await options.delayed?.(client);
    },
    random: options.random ?? (() => 0),
  });

  async function receive(): Promise<string[]> {
    const { Messages = [] } = await sqs.client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return [];
    const Entries = Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
    return [...Messages.map(({ Body = '' }) => Body), ...(await receive())];
  }

  return {
    config,
    mediaconvert,
    client,
    clock,
    logged,
    emitted,
    reconcile: (event = { source: 'aws.events' }, seconds = 240) => reconciler(event, contextOf(seconds * 1000)),
    async putJob(id, fields = {}) {
      const Item = marshall({ ...silentJob(id), ...fields });
      await dynamodb.client.send(new PutItemCommand({ TableName: jobTable, Item }));
    },
    facts: async () => (await receive()).map((body) => JSON.parse(body) as JobSnapshotEvent),
    async close() {
      client.destroy();
      await mediaconvert.close();
    },
  };
}

/** What Lambda tells a function of its invocation. */
function contextOf(remainingMs: number) {
  return {
    getRemainingTimeInMillis: () => remainingMs,
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111122223333:function:reconciler',
  };
}

function silentJob(id: string) {
  const hour = 3_600_000;
  return {
    id,
    version: 3,
    status: 'PROGRESSING',
    createdAt: new Date(NOW - 2 * hour).toISOString(),
    updatedAt: new Date(NOW - hour).toISOString(),
    heardAt: NOW - hour,
    ttl: NOW / 1000 + 86_400,
    eventTimes: { firstProgressingTime: NOW - 2 * hour },
    progressMetrics: { percentJobComplete: 50 },
  };
}
