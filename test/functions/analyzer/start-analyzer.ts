import { createServer } from 'node:http';
import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { GetItemCommand, PutItemCommand, QueryCommand } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { Config } from '../../../functions/analyzer/config.ts';
import { createAnalyzer } from '../../../functions/analyzer/create-analyzer.ts';
import type { Analyzer } from '../../../functions/analyzer/create-analyzer.ts';
import type { JobAnalysisEvent } from '../../../schema/events/job-analysis.ts';
import { awsClientConfig } from '../../embedded/aws-client-config.ts';
import { recordOutput, type RecordedOutput } from '../record-output.ts';
import { createJobTables } from '../../embedded/create-job-tables.ts';
import { listen } from '../../embedded/listen.ts';
import { startDynalite } from '../../embedded/start-dynalite.ts';
import { startFauxqs } from '../../embedded/start-fauxqs.ts';
import { sampleWith } from '../collector/samples.ts';

export const NOW = Date.parse('2026-11-23T12:00:00.500Z');
export const JOB_ID = '1712252725875-defhgi';

/** An analyzer, and the services that it works with, all of them real but MediaConvert, of which there is GetJob. */
export type TestedAnalyzer = {
  config: Config;
  analyze: Analyzer;
  /** Another one, with other bounds. */
  another: (bounds: Partial<Config>) => Analyzer;
  s3: S3Client;
  put: (key: string, body: Uint8Array | string) => Promise<void>;
  /** What was asked of S3 since the last look: `HEAD`, or the bytes of each read. */
  reads: () => (number | 'HEAD')[];
  /** What GetJob answers: a job, or the status of an error. */
  answer: { job: object | number };
  /** How often GetJob was asked. */
  asked: () => number;
  /** The next fact in the event queue. */
  nextFact: () => Promise<JobAnalysisEvent | undefined>;
  row: (part: string) => Promise<Record<string, unknown> | undefined>;
  parts: () => Promise<string[]>;
  putRow: (part: string, data: unknown) => Promise<void>;
  /** What the analyzers logged. */
  logged: RecordedOutput['logged'];
  /** The metrics that they wrote. */
  emitted: RecordedOutput['emitted'];
  close: () => Promise<void>;
};

/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs-id.html */
const ERROR_TYPES: Record<number, string> = {
  400: 'BadRequestException',
  403: 'ForbiddenException',
  404: 'NotFoundException',
  429: 'TooManyRequestsException',
  500: 'InternalServerErrorException',
};

let started = 0;

/** Starts one, with an empty bucket `media` that it may read, and one named `secret` that it may not. */
export async function startAnalyzer(): Promise<TestedAnalyzer> {
  const [dynamodb, fauxqs] = await Promise.all([startDynalite(), startFauxqs()]);
  for (const bucket of ['media', 'secret']) fauxqs.server.createBucket(bucket);
  started += 1;
  const answer: TestedAnalyzer['answer'] = { job: 404 };
  let asked = 0;
  const jobs = await listen(
    createServer((_, response) => {
      asked += 1;
      const { job } = answer;
      const status = typeof job === 'number' ? job : 200;
      const error = ERROR_TYPES[status];
      response.writeHead(status, error === undefined ? {} : { 'x-amzn-errortype': error });
      response.end(JSON.stringify(typeof job === 'number' ? { message: 'no' } : { job }));
    }),
  );
  const mediaConvert = new MediaConvertClient({ ...awsClientConfig(jobs.url), maxAttempts: 1 });
  const s3 = new S3Client({ ...awsClientConfig(fauxqs.url), forcePathStyle: true });
  const reads: (number | 'HEAD')[] = [];
  s3.middlewareStack.add(
    (next, context) => async (args) => {
      const output = await next(args);
      const { ContentLength = 0 } = output.output as { ContentLength?: number };
      if (context.commandName === HeadObjectCommand.name) reads.push('HEAD');
      if (context.commandName === GetObjectCommand.name) reads.push(ContentLength);
      return output;
    },
    { step: 'initialize' },
  );
  const config: Config = {
    jobDetailTable: (await createJobTables(dynamodb.client)).jobDetailTable,
    eventQueueUrl: fauxqs.createQueue(`events-${started}`),
    jobKeepSeconds: 86_400,
    mediaBuckets: ['media'],
    maxBytesPerInput: 8 * 1024 * 1024,
    maxParallelInputs: 4,
  };
  const clients = { dynamodb: dynamodb.client, mediaConvert, s3, sqs: fauxqs.client };
  const { logger, metrics, logged, emitted } = recordOutput();
  const another = (bounds: Partial<Config>) =>
    createAnalyzer({ config: { ...config, ...bounds }, clients, logger, metrics, now: () => NOW });
  const key = (part: string) => ({ id: { S: JOB_ID }, part: { S: part } });
  return {
    config,
    analyze: another({}),
    another,
    s3,
    async put(Key, Body) {
      await s3.send(new PutObjectCommand({ Bucket: 'media', Key, Body }));
    },
    reads: () => reads.splice(0),
    answer,
    asked: () => asked,
    async nextFact() {
      const { Messages = [] } = await fauxqs.client.send(
        new ReceiveMessageCommand({ QueueUrl: config.eventQueueUrl, VisibilityTimeout: 3600 }),
      );
      return Messages[0] === undefined ? undefined : (JSON.parse(Messages[0].Body ?? '') as JobAnalysisEvent);
    },
    async row(part) {
      const { Item } = await dynamodb.client.send(
        new GetItemCommand({ TableName: config.jobDetailTable, Key: key(part) }),
      );
      return Item && unmarshall(Item);
    },
    async parts() {
      const { Items = [] } = await dynamodb.client.send(
        new QueryCommand({
          TableName: config.jobDetailTable,
          KeyConditionExpression: 'id = :id',
          ExpressionAttributeValues: { ':id': { S: JOB_ID } },
        }),
      );
      return Items.map(({ part }) => part?.S ?? '');
    },
    async putRow(part, data) {
      const Item = { ...key(part), data: { S: JSON.stringify(data) } };
      await dynamodb.client.send(new PutItemCommand({ TableName: config.jobDetailTable, Item }));
    },
    logged,
    emitted,
    async close() {
      mediaConvert.destroy();
      s3.destroy();
      await Promise.all([dynamodb.close(), fauxqs.close(), jobs.close()]);
    },
  };
}

/** A CreateJob event with these settings; without any, as CloudTrail leaves them out. */
export function createJobEvent(settings?: object): string {
  const job = { id: JOB_ID, ...(settings !== undefined && { settings }) };
  return sampleWith('CreateJob', { responseElements: { job } });
}

/** An INPUT_INFORMATION event of the same job. */
export function inputInformationEvent(): string {
  return sampleWith('INPUT_INFORMATION', { jobId: JOB_ID });
}

/** An invocation with so much time left. */
export function withTime(milliseconds = 60_000): { getRemainingTimeInMillis: () => number } {
  return { getRemainingTimeInMillis: () => milliseconds };
}
