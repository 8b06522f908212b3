import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { JobProgressInput } from '../../schema/generated/graphql.ts';
import { emitMetrics } from '../lib/emit-metrics.ts';
import { batchMetrics } from './batch-metrics.ts';
import { createBatch } from './batch.ts';
import type { Batch } from './batch.ts';
import type { Config } from './config.ts';
import type { Failures } from './failures.ts';
import { keptBody } from './event/kept-body.ts';
import { jobDetails } from './job/job-details.ts';
import type { Step } from './job/next-record.ts';
import { logBatch } from './log-batch.ts';
import { jobProgress } from './publish/job-progress.ts';
import { metricRecords } from './publish/metric-records.ts';
import { publishProgress } from './publish/publish-progress.ts';
import type { PublishTarget } from './publish/publish-progress.ts';
import { MAX_RECORD_BYTES, putRecords } from './publish/put-records.ts';
import type { StreamRecord } from './publish/put-records.ts';
import { retryLater } from './retry-later.ts';
import { sortMessages } from './sort-messages.ts';
import type { JobMessages, PoisonMessage } from './sort-messages.ts';
import { extendDetailRows, putDetailRows } from './store/detail-rows.ts';
import { putEventRows } from './store/event-rows.ts';
import { writeIndexRows } from './store/index-rows.ts';
import { createJobCache } from './store/job-cache.ts';
import type { JobCache } from './store/job-cache.ts';
import { saveJob } from './store/save-job.ts';

/** What the collector works with. */
export type CollectorOptions = {
  config: Config;
  clients: { dynamodb: DynamoDBClient; kinesis: KinesisClient; sqs: SQSClient };
  logger: Logger;
  metrics: Metrics;
  /** Epoch milliseconds. @default Date.now */
  now?: () => number;
  /** The records that it has seen last. @default none yet, and at most `CACHED_JOBS` */
  cache?: JobCache;
};

/** Carries out a batch of the event queue. The answer names the messages that are to come again. */
export type Collector = (batch: SQSEvent) => Promise<SQSBatchResponse>;

/** A job whose state is stored. */
type SavedJob = JobMessages & { step: Step };

/** How many jobs a collector remembers. */
export const CACHED_JOBS = 2000;
const PUBLISH_TIMEOUT_MS = 5000;

/**
 * Makes a collector. It folds the events of each job into one write and one publish, in two round trips: the states and
 * the raw events, then, for the jobs of which all of that is stored, what follows from it. A message is acknowledged when all
 * its effects have happened, or when it could never be used and lies in the dead-letter queue.
 */
export function createCollector({
  config,
  clients,
  logger,
  metrics,
  now = Date.now,
  cache = createJobCache(CACHED_JOBS),
}: CollectorOptions): Collector {
  const { dynamodb, kinesis, sqs } = clients;
  const { tenantMetadataKey } = config;
  const eventQueue = { client: sqs, url: config.eventQueueUrl, retryDelaySeconds: config.retryDelaySeconds };
  const index = { client: dynamodb, table: config.jobTagTable, tenantMetadataKey };

  async function storeJobs(batch: Batch): Promise<SavedJob[]> {
    const { jobs, receivedAt, failedJobs } = batch;
    const onConflict = () => void (batch.conflicts += 1);
    const store = { client: dynamodb, table: config.jobTable, cache, onConflict };
    const receipt = { receivedAt, keepSeconds: config.jobKeepSeconds };
    const eventTtl = Math.floor(receivedAt / 1000) + config.eventKeepSeconds;
    const events = jobs.flatMap((job) => job.events);
    const [steps] = await Promise.all([
      Promise.all(
        jobs.map(async (job) => {
          const step = await failedJobs.of(job.jobId, saveJob(store, job, receipt));
          if (step === undefined) return [];
          batch.steps.push(step);
          return [{ ...job, step }];
        }),
      ),
      putEventRows(dynamodb, config.eventTable, events, eventTtl).then(failedJobs.add),
    ]);
    return steps.flat().filter(({ jobId }) => !failedJobs.has(jobId));
  }

  async function writeRows({ jobId, events, step }: SavedJob): Promise<void> {
    const rows = { client: dynamodb, table: config.jobDetailTable, jobId, ttl: step.record.rowsTtl };
    const details = jobDetails(events);
    const { inputCount = 0 } = step.record.state;
    await Promise.all([
      putDetailRows(rows, details),
      // A job that is new has no rows to extend, except those that the analyzer wrote before it sent its fact.
      step.rows && (step.previous !== undefined || inputCount > 0)
        ? extendDetailRows(rows, inputCount, details)
        : undefined,
      step.rows ? writeIndexRows(index, step) : undefined,
    ]);
  }

  async function stream(name: string | undefined, records: () => StreamRecord[], failures: Failures): Promise<void> {
    if (name !== undefined) failures.add(await putRecords(kinesis, name, records()));
  }

  async function publish(batch: Batch, target: PublishTarget, progress: JobProgressInput): Promise<void> {
    try {
      await publishProgress(target, progress);
      batch.publishedAt.set(progress.jobId, now());
    } catch (error) {
      batch.publishFailures += 1;
      throw error;
    }
  }

  async function announceJobs(jobs: SavedJob[], batch: Batch): Promise<void> {
    const { receivedAt, failedJobs: failures } = batch;
    const credentials = dynamodb.config.credentials;
    const region = await dynamodb.config.region();
    const target = { url: config.graphqlUrl, region, credentials, timeoutMs: PUBLISH_TIMEOUT_MS };
    const updates = jobs.map(({ jobId, step }) => ({
      jobId,
      step,
      progress: jobProgress(step.record, receivedAt, tenantMetadataKey),
    }));
    await Promise.all([
      ...updates.map(({ jobId, progress }) => failures.of(jobId, publish(batch, target, progress))),
      ...jobs.map((job) => failures.of(job.jobId, writeRows(job))),
      stream(
        config.eventStream,
        () =>
          jobs.flatMap(({ jobId, events }) =>
            events.map((event) => ({ jobId, data: keptBody(event, MAX_RECORD_BYTES) })),
          ),
        failures,
      ),
      stream(
        config.jobStream,
        () => updates.map(({ jobId, progress }) => ({ jobId, data: JSON.stringify(progress) })),
        failures,
      ),
      stream(
        config.metricStream,
        () =>
          updates.flatMap(({ jobId, step }) =>
            metricRecords(step.record).map((metric) => ({ jobId, data: JSON.stringify(metric) })),
          ),
        failures,
      ),
    ]);
  }

  async function setAside({ messageId, body, reason }: PoisonMessage, failures: Failures): Promise<void> {
    const message = new SendMessageCommand({
      QueueUrl: config.deadLetterQueueUrl,
      MessageBody: body,
      MessageAttributes: { reason: { DataType: 'String', StringValue: reason } },
    });
    await failures.of(messageId, sqs.send(message));
  }

  return async ({ Records }) => {
    const batch = createBatch(sortMessages(Records), now());
    const { jobs, poison, failedJobs, failedPoison } = batch;
    await Promise.all([
      ...poison.map((message) => setAside(message, failedPoison)),
      storeJobs(batch).then((saved) => announceJobs(saved, batch)),
    ]);

    logBatch(logger, batch);
    for (const { values, queueName } of batchMetrics(batch)) emitMetrics(metrics, values, queueName);
    const failed = new Set([
      ...poison.flatMap(({ messageId }) => (failedPoison.has(messageId) ? [messageId] : [])),
      ...jobs.flatMap(({ jobId, messageIds }) => (failedJobs.has(jobId) ? messageIds : [])),
    ]);
    const failedMessages = Records.filter(({ messageId }) => failed.has(messageId));
    await retryLater(eventQueue, failedMessages, logger);
    return { batchItemFailures: [...failed].map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
