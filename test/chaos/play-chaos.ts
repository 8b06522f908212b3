import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { parseEvent } from '../../functions/collector/event/parse-event.ts';
import { canonicalJson } from '../../functions/collector/job/canonical-json.ts';
import { fromItem } from '../../functions/collector/store/job-item.ts';
import { createFaults, type Faults } from '../../local/faults/create-faults.ts';
import { type FaultProfile, PROFILES } from '../../local/faults/profiles.ts';
import type { Outputs } from '../../local/outputs.ts';
import { subscribeToJob } from '../end-to-end/subscribe-to-job.ts';
import { startTestStack } from '../end-to-end/test-stack.ts';
import { collectInOrder } from '../functions/collector/job/whole-jobs/deliver.ts';
import { drainQueue, readStream, readTable } from './read-everything.ts';
import { sendAll } from './send-all.ts';
import { eventsToSend, type Sent } from './sent-events.ts';

/** What is wrong in the end; empty where everything is as it should be. A list holds the first few. */
export type Findings = Record<string, string[]>;

/** A stack under chaos. */
export type ChaosStack = {
  faults: Faults;
  /** Sends jobs under the profile; when it has calmed down, looks at everything. */
  play(run: { jobs: number; poison: number; seed: number; profile: FaultProfile }): Promise<Findings>;
  /**
   * Sends jobs while nothing can be published; when it can be again, looks at everything. `attempts`: how often something was to be
   * published meanwhile.
   */
  playOutage(run: { jobs: number; seed: number; lastsMs: number }): Promise<{
    findings: Findings;
    messages: number;
    attempts: number;
  }>;
  close(): Promise<void>;
};

const WAITING = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;
const CALM: FaultProfile = { rules: [] };
const POLL_MS = 200;
const MOST_TOLD = 5;

/**
 * Starts a stack whose retries are quick, and as many as it takes: with the stack's own, what fails over and over ends
 * among the dead letters, from where it can be sent again.
 */
export async function startChaos({ seed, log }: { seed: number; log?: (line: string) => void }): Promise<ChaosStack> {
  const faults = createFaults({ seed });
  const ingest = { timeoutSeconds: 3, retryDelaySeconds: 1, maxReceiveCount: 1000 };
  const stack = await startTestStack({ faults, context: { ingest: JSON.stringify(ingest) }, ...(log && { log }) });
  const { outputs } = stack;
  const client = (service: 'dynamodb' | 'kinesis' | 'sqs') => ({
    endpoint: outputs.endpoints[service],
    region: outputs.region,
    credentials: outputs.credentials.admin,
  });
  const clients = {
    dynamodb: new DynamoDBClient(client('dynamodb')),
    kinesis: new KinesisClient(client('kinesis')),
    sqs: new SQSClient(client('sqs')),
  };
  return {
    faults,
    async play({ profile, ...run }) {
      const sent = eventsToSend(run);
      const published = await recordPublished(outputs);
      faults.set(profile);
      await sendAll(outputs, clients.sqs, sent);
      await settled(clients.sqs, outputs, 20);
      // What is left is what failed last. Nothing goes wrong any more, or it would never be done.
      faults.set(CALM);
      await settled(clients.sqs, outputs, 0);
      published.close();
      return examine(clients, outputs, sent, published.newest);
    },
    async playOutage({ lastsMs, ...run }) {
      const sent = eventsToSend({ ...run, poison: 0 });
      const published = await recordPublished(outputs);
      faults.set(PROFILES.outage);
      const before = faults.counts().FAIL ?? 0;
      await Promise.all([sendAll(outputs, clients.sqs, sent), delay(lastsMs)]);
      const attempts = (faults.counts().FAIL ?? 0) - before;
      const stored = (await readTable(clients.dynamodb, outputs.resources.jobTable)).map(fromItem);
      faults.set(CALM);
      await settled(clients.sqs, outputs, 0);
      published.close();
      const findings = await examine(clients, outputs, sent, published.newest);
      const old = stored.filter(
        ({ id, version }) => sent.jobIds.includes(id) && (published.first.get(id) ?? 0) < version,
      );
      if (old.length > 0) findings['jobs of which an old state was published first'] = told(old.map(({ id }) => id));
      return { findings, attempts, messages: sent.sendings.length };
    },
    async close() {
      await stack.close();
      for (const each of Object.values(clients)) each.destroy();
    },
  };
}

/** The versions of each job that were published: the newest, and the first. */
async function recordPublished(
  outputs: Outputs,
): Promise<{ newest: Map<string, number>; first: Map<string, number>; close(): void }> {
  const query = 'subscription { onJobProgress: onAnyJobProgress { jobId version status } }';
  const { updates, close } = await subscribeToJob(outputs, '', query);
  const newest = new Map<string, number>();
  const first = new Map<string, number>();
  const record = async (): Promise<never> => {
    for (;;) {
      const { jobId, version } = (await updates.next()) as unknown as { jobId: string; version: number };
      newest.set(jobId, Math.max(version, newest.get(jobId) ?? 0));
      if (!first.has(jobId)) first.set(jobId, version);
    }
  };
  void record();
  return { newest, first, close };
}

/** Resolves once no more than so many messages are in the event queue, whatever they wait for. */
async function settled(sqs: SQSClient, { resources }: Outputs, most: number): Promise<void> {
  const command = new GetQueueAttributesCommand({ QueueUrl: resources.eventQueueUrl, AttributeNames: ['All'] });
  for (;;) {
    const { Attributes = {} } = await sqs.send(command).catch(() => ({ Attributes: undefined }));
    const counts = WAITING.map((name) => Number(Attributes[name] ?? NaN));
    if (counts.reduce((sum, count) => sum + count) <= most) return;
    await delay(POLL_MS);
  }
}

type Clients = { dynamodb: DynamoDBClient; kinesis: KinesisClient; sqs: SQSClient };

async function examine(
  { dynamodb, kinesis, sqs }: Clients,
  { resources }: Outputs,
  { jobIds, events, poison }: Sent,
  published: ReadonlyMap<string, number>,
): Promise<Findings> {
  const [eventRows, jobItems] = await Promise.all([
    readTable(dynamodb, resources.eventTable),
    readTable(dynamodb, resources.jobTable),
  ]);
  const stored = eventRows.map((row) => unmarshall(row) as { jobId: string; id: string; body: string });
  const rowsOf = grouped(stored, ({ id }) => id);
  const eventsOf = grouped(stored, ({ jobId }) => jobId);
  const records = new Map(jobItems.map(fromItem).map((record) => [record.id, record]));
  const streamed = new Set(
    (await readStream(kinesis, resources.eventStream ?? '')).map((event) => (event as { id: string }).id),
  );
  const states = new Set(
    (await readStream(kinesis, resources.jobStream ?? ''))
      .map((state) => state as { jobId: string; version: number })
      .map(({ jobId, version }) => `${jobId} ${version}`),
  );
  const letters = new Set(await drainQueue(sqs, resources.deadLetterQueueUrl));
  const isWrong = (jobId: string): boolean => {
    const told = (eventsOf.get(jobId) ?? []).flatMap(({ body }) => {
      const parsed = parseEvent(body);
      return 'event' in parsed ? [parsed.event] : [];
    });
    const record = records.get(jobId);
    return record === undefined || canonicalJson(record.state) !== canonicalJson(collectInOrder(jobId, told).state);
  };
  const version = (jobId: string): number => records.get(jobId)?.version ?? NaN;
  const findings: Findings = {
    'events that are not in EventTable once': events
      .filter(({ id }) => rowsOf.get(id)?.length !== 1)
      .map(({ id }) => id),
    'events that are not in EventStream': events.filter(({ id }) => !streamed.has(id)).map(({ id }) => id),
    'jobs whose state is not that of their events in order': jobIds.filter(isWrong),
    'jobs whose last state was not published': jobIds.filter((jobId) => published.get(jobId) !== version(jobId)),
    'jobs whose last state is not in JobStream': jobIds.filter((jobId) => !states.has(`${jobId} ${version(jobId)}`)),
    'poison that is not a dead letter': poison.filter((body) => !letters.has(body)),
    'dead letters that are no poison': [...letters].filter((body) => !poison.includes(body)),
  };
  return Object.fromEntries(
    Object.entries(findings).flatMap(([name, found]) => (found.length === 0 ? [] : [[name, told(found)]])),
  );
}

function told(found: string[]): string[] {
  return found.length <= MOST_TOLD ? found : [...found.slice(0, MOST_TOLD), `and ${found.length - MOST_TOLD} more`];
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) groups.set(keyOf(each), [...(groups.get(keyOf(each)) ?? []), each]);
  return groups;
}
