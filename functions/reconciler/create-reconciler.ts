import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { asError } from '../lib/as-error.ts';
import { emitMetrics } from '../lib/emit-metrics.ts';
import type { Config } from './config.ts';
import { createOutbox } from './facts/create-outbox.ts';
import { hasExpired } from './job/candidate.ts';
import { fairOrder } from './job/fair-order.ts';
import { jobSnapshot, originOf } from './job/job-snapshot.ts';
import { askForJobs } from './mediaconvert/ask-for-jobs.ts';
import { discoverSubmitted } from './mediaconvert/discover-submitted.ts';
import { requestedJobIds } from './read-request.ts';
import type { Round, Tally } from './round.ts';
import { readDue } from './store/read-due.ts';
import { readJobs } from './store/read-jobs.ts';
import { createTurns } from './turns.ts';

/** What the reconciler works with. */
export type ReconcilerOptions = {
  config: Config;
  clients: { dynamodb: DynamoDBClient; mediaconvert: MediaConvertClient; sqs: SQSClient };
  logger: Logger;
  metrics: Metrics;
  /** Epoch milliseconds. @default Date.now */
  now?: () => number;
  /** Waits, in milliseconds. @default setTimeout */
  delay?: (ms: number) => Promise<unknown>;
  /** A number from 0 to below 1. @default Math.random */
  random?: () => number;
};

/** What came of a round. */
export type RoundCounts = Tally & {
  /** Jobs that were read to find those that are due. */
  read: number;
  /** Progressing jobs among them whose updates have stopped. Absent when the jobs to ask for were given. */
  stalled?: number;
  /** Jobs that were to be asked for. */
  due: number;
  /** Of these, the jobs for which neither time nor requests were left: a later round asks for them. */
  left: number;
  /** Facts that went into the event queue. */
  sent: number;
  /** Facts that the queue did not take. */
  unsent: number;
};

/**
 * Carries out a round: asks MediaConvert for the jobs that an event `{ "jobIds": […] }` names, and on any other event for
 * those that are due, and sends what it answers to the event queue. Logs each failure, and what came of the round; throws when
 * all that it tried has failed.
 */
export type Reconciler = (
  event: unknown,
  context: Pick<Context, 'getRemainingTimeInMillis' | 'invokedFunctionArn'>,
) => Promise<RoundCounts>;

/** For the calls that are under way when the last turn has passed. */
const ANSWERING_MS = 5000;
/** For sending the last facts. */
const SENDING_MS = 5000;
/** How much of a round may go into finding the jobs that are due. */
const READING_SHARE = 1 / 2;
/** How much of the time for asking is kept for discovery, lest silent jobs take all of it. */
const DISCOVERY_SHARE = 1 / 4;

/** Makes a reconciler. */
export function createReconciler({
  config,
  clients,
  logger,
  metrics,
  now = Date.now,
  delay = setTimeout,
  random = Math.random,
}: ReconcilerOptions): Reconciler {
  const { dynamodb, mediaconvert, sqs } = clients;
  const store = { client: dynamodb, table: config.jobTable, statusIndex: config.statusIndex };

  async function unknownJobs(jobIds: string[]): Promise<Set<string>> {
    const items = await readJobs(dynamodb, config.jobTable, jobIds);
    const known = new Set(items.filter((item) => !hasExpired(item, now())).map(({ id }) => id));
    return new Set(jobIds.filter((id) => !known.has(id)));
  }

  return async (event, context) => {
    const jobIds = requestedJobIds(event);
    const begin = now();
    const end = begin + context.getRemainingTimeInMillis() - ANSWERING_MS - SENDING_MS;
    const origin = originOf(context.invokedFunctionArn);
    const outbox = createOutbox(sqs, config.eventQueueUrl);
    const tally: Tally = { asked: 0, missing: 0, discovered: 0, throttled: 0, failed: 0 };
    const round: Round = {
      mediaconvert,
      turns: createTurns({ requestsPerSecond: config.requestsPerSecond, now, delay }),
      signal: () => AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - SENDING_MS)),
      tally,
      now,
      report: (answer) => outbox.add(jobSnapshot(answer, origin, randomUUID())),
      fail(error, jobId) {
        tally.failed += 1;
        logger.error('MediaConvert gave no answer of use', { jobId, error: asError(error) });
      },
    };

    const discovers = jobIds === undefined && config.discoverSubmitted;
    const { due, ...found } =
      jobIds === undefined
        ? await readDue(store, now, begin + (end - begin) * READING_SHARE)
        : { due: jobIds, read: 0 };
    // The order of a manual invocation is its own.
    const order = jobIds ?? fairOrder(due, random);
    await askForJobs(round, order, discovers ? end - (end - now()) * DISCOVERY_SHARE : end);
    // Whatever becomes of it, the answers that came before are to be sent.
    if (discovers) await discoverSubmitted(round, unknownJobs, end).catch(round.fail);

    const { sent, failed: unsent } = await outbox.flush();
    unsent.forEach((reason, { id: eventId, detail: { jobId } }) => {
      logger.error('an answer of MediaConvert was not sent', { jobId, eventId, error: asError(reason) });
    });
    const counts: RoundCounts = {
      ...tally,
      ...found,
      due: due.length,
      left: due.length - tally.asked,
      sent,
      unsent: unsent.size,
    };
    logger[tally.throttled > 0 ? 'warn' : 'info']('a round is over', { durationMs: now() - begin, ...counts });
    // Also when none is stalled: who waits for a round without any hears of it.
    emitMetrics(metrics, {
      StalledJobs: counts.stalled === undefined ? [] : [counts.stalled],
      MissingJobs: [counts.missing],
      JobsAsked: [counts.asked],
    });
    const failures = tally.failed + unsent.size;
    // Lambda logs it: so it is none of those that were logged.
    if (sent === 0 && failures > 0) throw new Error(`nothing was sent; failures: ${failures}`);
    return counts;
  };
}
