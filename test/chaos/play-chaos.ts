import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { GetQueueAttributesCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { fromItem } from '../../functions/collector/store/job-item.ts';
import { createFaults, type Faults } from '../../local/faults/create-faults.ts';
import { type FaultProfile, PROFILES } from '../../local/faults/profiles.ts';
import type { Outputs } from '../../local/outputs.ts';
import { startTestStack } from '../end-to-end/test-stack.ts';
import { type Deadline, deadlineIn } from './deadline.ts';
import { type Clients, examine, type Findings, foundOnly } from './examine.ts';
import { readTable } from './read-everything.ts';
import { type Published, recordPublished } from './record-published.ts';
import { sendAll } from './send-all.ts';
import { eventsToSend, type Sent } from './sent-events.ts';

/** What came of a run. */
export type Outcome = {
  findings: Findings;
  /** How many were sent. */
  messages: number;
  /** How many of the updates were compared, at their arrival, with what was stored. */
  comparisons: number;
};

/**
 * What came of a run in which nothing could be published for `lastedMs`: how often something was to be, and the highest rate of that, of
 * about a second.
 */
export type OutageOutcome = Outcome & { attempts: number; mostPerSecond: number; lastedMs: number };

/** A stack under chaos. */
export type ChaosStack = {
  faults: Faults;
  /**
   * Sends jobs under the profile, which lasts until little is left, `lastsMs` at most; when it has calmed down, looks at everything.
   * Rejects when all of it takes longer than `mostMs`.
   */
  play(run: {
    jobs: number;
    poison: number;
    seed: number;
    mostMs: number;
    profile: FaultProfile;
    lastsMs: number;
  }): Promise<Outcome>;
  /** Sends jobs while nothing can be published; when it can be again, looks at everything. */
  playOutage(run: { jobs: number; seed: number; mostMs: number; lastsMs: number }): Promise<OutageOutcome>;
  /**
   * Sends jobs while nothing can be published, until all messages are dead letters; when it can be again, has them redriven, and looks
   * at everything.
   */
  playDeadLetters(run: {
    jobs: number;
    poison: number;
    seed: number;
    mostMs: number;
    redrive(outputs: Outputs): Promise<void>;
  }): Promise<Outcome>;
  close(): Promise<void>;
};

const WAITING = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
] as const;
const CALM: FaultProfile = { rules: [] };
/** So few are left that only what failed last can be among them. */
const FEW_MESSAGES = 20;

/**
 * Starts a stack whose retries are quick, and as many as it takes: with the stack's own, what fails over and over ends
 * among the dead letters, from where it can be sent again. A message whose function was killed comes again after
 * `visibilitySeconds`, too: a batch that takes longer is worked on twice.
 */
export async function startChaos(options: {
  seed: number;
  visibilitySeconds: number;
  /** How many collectors work at a time. */
  mostBatches: number;
  /** How often a message is tried. @default as often as it takes */
  maxReceiveCount?: number;
  log?: (line: string) => void;
  /** Takes how far a run is, many times a second. @default nobody is told */
  tell?: (line: string) => void;
}): Promise<ChaosStack> {
  const { seed, visibilitySeconds, mostBatches, maxReceiveCount = 1000, log, tell = () => undefined } = options;
  const faults = createFaults({ seed });
  const ingest = {
    ...{ batchSize: 100, maxBatchingWindowSeconds: 1, timeoutSeconds: 10 },
    ...{ retryDelaySeconds: 1, maxReceiveCount },
  };
  const dataDirectory = await mkdtemp(join(tmpdir(), 'job-progress-data-'));
  const context = {
    ingest: JSON.stringify(ingest),
    // Its answers would come in the midst of the last look. What it tells is among what is sent.
    reconciliation: JSON.stringify({ intervalMinutes: 1440 }),
  };
  const stack = await startTestStack({
    faults,
    dataDirectory,
    context,
    mostBatches,
    ...(log && { log }),
  });
  const { outputs } = stack;
  const client = {
    region: outputs.region,
    credentials: outputs.credentials.admin,
  };
  const { endpoints, resources } = outputs;
  const clients: Clients = {
    dynamodb: new DynamoDBClient({ ...client, endpoint: endpoints.dynamodb }),
    kinesis: new KinesisClient({ ...client, endpoint: endpoints.kinesis }),
    sqs: new SQSClient({ ...client, endpoint: endpoints.sqs }),
  };
  for (const QueueUrl of [resources.eventQueueUrl, resources.analysisQueueUrl]) {
    const Attributes = { VisibilityTimeout: String(visibilitySeconds) };
    await clients.sqs.send(new SetQueueAttributesCommand({ QueueUrl, Attributes }));
  }

  /** How many messages are in a queue, whatever they wait for; NaN when it does not answer. */
  async function messagesIn(QueueUrl: string): Promise<number> {
    const command = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] });
    const { Attributes = {} } = await clients.sqs.send(command).catch(() => ({ Attributes: undefined }));
    return WAITING.reduce((sum, name) => sum + Number(Attributes[name] ?? NaN), 0);
  }

  /** Resolves once no more than so many messages are in the event queue. */
  async function settled(most: number, deadline: Deadline): Promise<void> {
    await deadline.untilNothing(async () => {
      const left = await messagesIn(resources.eventQueueUrl);
      return left <= most ? undefined : `${left} messages are in the event queue`;
    });
  }

  /** Resolves once nothing is under way any more. What an analysis found is in the event queue before its own message is gone. */
  async function atRest(deadline: Deadline): Promise<void> {
    await deadline.untilNothing(async () => {
      const left = await messagesIn(resources.analysisQueueUrl);
      return left === 0 ? undefined : `${left} messages are in the analysis queue`;
    });
    await settled(0, deadline);
  }

  /** Nothing goes wrong any more: waits for the end of all work, and looks at everything. */
  async function conclude(sent: Sent, published: Published, deadline: Deadline): Promise<Outcome> {
    faults.set(CALM);
    await atRest(deadline);
    const stored = await storedVersions();
    await deadline.untilNothing(() => {
      const missing = sent.jobIds.filter((jobId) => published.newest.get(jobId) !== stored.get(jobId));
      const what = `the last states of ${missing.length} jobs were not published: ${missing.slice(0, 5).join(', ')}`;
      return Promise.resolve(missing.length === 0 ? undefined : what);
    });
    const { jobIds: early, comparisons } = await published.tooEarly();
    published.close();
    const findings = {
      ...(await examine(clients, outputs, sent, published.newest)),
      ...foundOnly({ 'jobs of which a state was published before it was stored': early }),
    };
    return { findings, messages: sent.bodies.length, comparisons };
  }

  async function storedVersions(): Promise<Map<string, number>> {
    const records = (await readTable(clients.dynamodb, resources.jobTable)).map(fromItem);
    return new Map(records.map(({ id, version }) => [id, version]));
  }

  return {
    faults,
    async play({ profile, lastsMs, mostMs, ...run }) {
      const deadline = deadlineIn(mostMs, tell);
      const ended = new AbortController();
      const calm = delay(lastsMs, undefined, { ref: false, signal: ended.signal }).then(
        () => faults.set(CALM),
        () => undefined,
      );
      const sent = eventsToSend(run);
      const published = await recordPublished(outputs, clients.dynamodb);
      faults.set(profile);
      await sendAll(outputs, clients.sqs, sent.bodies, deadline, tell);
      await Promise.race([settled(FEW_MESSAGES, deadline), calm]);
      ended.abort();
      return conclude(sent, published, deadline);
    },
    async playOutage({ lastsMs, mostMs, ...run }) {
      const deadline = deadlineIn(mostMs, tell);
      const sent = eventsToSend({ ...run, poison: 0 });
      const published = await recordPublished(outputs, clients.dynamodb);
      faults.set(PROFILES.outage);
      const began = performance.now();
      const attempts = watchGrowth(() => faults.counts().FAIL ?? 0);
      await Promise.all([sendAll(outputs, clients.sqs, sent.bodies, deadline, tell), delay(lastsMs)]);
      const counted = attempts.stop();
      const lastedMs = Math.round(performance.now() - began);
      const stored = await storedVersions();
      const outcome = await conclude(sent, published, deadline);
      const old = sent.jobIds.filter((id) => (published.first.get(id) ?? 0) < (stored.get(id) ?? 0));
      const findings = { ...outcome.findings, ...foundOnly({ 'jobs of which an old state was published first': old }) };
      return { ...outcome, ...counted, findings, lastedMs };
    },
    async playDeadLetters({ redrive, mostMs, ...run }) {
      const deadline = deadlineIn(mostMs, tell);
      const sent = eventsToSend(run);
      const published = await recordPublished(outputs, clients.dynamodb);
      faults.set(PROFILES.outage);
      await sendAll(outputs, clients.sqs, sent.bodies, deadline, tell);
      await settled(0, deadline);
      faults.set(CALM);
      await redrive(outputs);
      return conclude(sent, published, deadline);
    },
    async close() {
      await stack.close();
      for (const each of Object.values(clients)) each.destroy();
      await rm(dataDirectory, { recursive: true });
    },
  };
}

/** Watches a count that only grows. */
function watchGrowth(count: () => number): { stop(): { attempts: number; mostPerSecond: number } } {
  const began = count();
  let last = { at: performance.now(), count: began };
  let mostPerSecond = 0;
  const timer = setInterval(() => {
    const next = { at: performance.now(), count: count() };
    // A process that has much to do comes late: then this was more than a second.
    mostPerSecond = Math.max(mostPerSecond, Math.ceil((1_000 * (next.count - last.count)) / (next.at - last.at)));
    last = next;
  }, 1_000).unref();
  return {
    stop() {
      clearInterval(timer);
      return { attempts: count() - began, mostPerSecond };
    },
  };
}
