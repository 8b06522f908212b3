import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { JOB_STATE, ON_JOB_PROGRESS } from '../../client/job/progress-documents.ts';
import { subscribeToJob } from '../../test/end-to-end/subscribe-to-job.ts';
import { postEvents, type TestStack } from '../../test/end-to-end/test-stack.ts';
import type { Meter } from './meter.ts';
import type { Quantities } from './quantities.ts';

/** What functions print, and subscribers receive, comes by other ways than what is counted: a little later. */
const LATE_MS = 150;

/** A stack, and what measuring does to it. */
export type MeteredStack = ReturnType<typeof meterStack>;

/** Has a stack do things one at a time, so that what each of them takes can be told. */
export function meterStack(stack: TestStack, meter: Meter) {
  const { outputs, assembly } = stack;
  const { endpoints, region, credentials, resources, graphqlUrl, apiKey = '' } = outputs;
  const client = (endpoint: string) => ({ endpoint, region, credentials: credentials.admin });
  const queueOf = (name: string) =>
    assembly.resources.find(({ type, logicalId }) => type === 'AWS::SQS::Queue' && logicalId.includes(name));
  const queues = { event: queueOf('EventQueue'), analysis: queueOf('AnalysisQueue') };
  const arns = { event: queues.event?.attributes['Arn'] ?? '', analysis: queues.analysis?.attributes['Arn'] ?? '' };
  const sqs = new SQSClient(client(endpoints.sqs));
  const lambda = new LambdaClient(client(endpoints.lambda));
  let [events, analyses] = [0, 0];
  return {
    async post(event: unknown): Promise<void> {
      const response = await postEvents(stack, event);
      if (!response.ok) throw new Error(`the bus answered ${response.status}: ${await response.text()}`);
    },
    async send(queue: keyof typeof queues, MessageBody: string): Promise<void> {
      await sqs.send(new SendMessageCommand({ QueueUrl: queues[queue]?.ref, MessageBody }));
    },
    /** What an action takes, until so many events and analyses more are carried out. */
    async measure(expected: { events?: number; analyses?: number }, act: () => Promise<void>): Promise<Quantities> {
      meter.take();
      events += expected.events ?? 0;
      analyses += expected.analyses ?? 0;
      await act();
      while (meter.deletedFrom(arns.event) < events || meter.deletedFrom(arns.analysis) < analyses) await delay(10);
      await delay(LATE_MS);
      return meter.take();
    },
    /** Asks as a watch does when it begins. */
    async watch(id: string): Promise<void> {
      const response = await fetch(graphqlUrl, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'x-api-key': apiKey },
        body: JSON.stringify({ query: JOB_STATE.text, variables: { id } }),
      });
      const answer = await response.text();
      if (!response.ok || answer.includes('"errors"')) throw new Error(`${graphqlUrl} answered ${answer}`);
    },
    /** Counts the updates of a job until the function that it resolves to is called. */
    async subscribe(id: string): Promise<() => void> {
      const { updates, close } = await subscribeToJob(outputs, id, ON_JOB_PROGRESS.text);
      const count = async (): Promise<void> => {
        for (;;) meter.onUpdate(await updates.next());
      };
      void count();
      return close;
    },
    async invokeReconciler(): Promise<void> {
      const { FunctionError } = await lambda.send(new InvokeCommand({ FunctionName: resources.reconcilerFunction }));
      if (FunctionError !== undefined) throw new Error(`the reconciler failed: ${FunctionError}`);
    },
    async upload(Bucket: string, Key: string): Promise<void> {
      const s3 = new S3Client({ ...client(endpoints.s3), forcePathStyle: true });
      const Body = await readFile(new URL(`../../local/mediaconvert/media/${Key}`, import.meta.url));
      await s3.send(new CreateBucketCommand({ Bucket }));
      await s3.send(new PutObjectCommand({ Bucket, Key, Body }));
      s3.destroy();
    },
  };
}
