import type { BatchCost } from '../per-event/measure-batches.ts';
import type { LimitName } from './limits.ts';

/** Jobs that run at the same time, and how they tell of themselves. Intervals in seconds, and minutes that a job progresses. */
export type Load = { jobs: number; interval: number; minutes: number };

/** What one STATUS_UPDATE of a job in the middle of its work takes. */
export type PerUpdate = Pick<BatchCost, 'stateUnits' | 'publishes' | 'records'>;

/** Events of a job besides its updates: SUBMITTED, PROGRESSING, INPUT_INFORMATION, COMPLETE, and the analyzer's fact. */
const OTHER_EVENTS = 5;
/** Of these the two that reach the analyzer's queue, too. */
const ANALYSES = 2;
/** Where there is much to do, batches are full: the default of `ingest.batchSize`. */
const BATCH_SIZE = 10;
/** As `npm run cost` assumes. */
const COLLECTOR_SECONDS = 0.1;
/** A job enters the partition of PROGRESSING, and leaves it. */
const STATUS_WRITES = 2;
/** The row of a job's queue is written once. */
const TAG_WRITES = 1;
/** Of an update's records those that are no metrics: the event, and the state. */
const OTHER_RECORDS = 2;

/** How much of each limit a load takes. */
export function demandOf({ jobs, interval, minutes }: Load, update: PerUpdate): Record<LimitName, number> {
  const updates = jobs / interval;
  const ended = jobs / (60 * minutes);
  const events = updates + OTHER_EVENTS * ended;
  const collectors = (events / BATCH_SIZE) * COLLECTOR_SECONDS;
  const writes = update.stateUnits * events;
  const metrics = (update.records - OTHER_RECORDS) * events;
  return {
    'eventbridge.invocations': events + ANALYSES * ended,
    'sqs.inFlight': events * COLLECTOR_SECONDS,
    'collector.concurrency': collectors,
    'lambda.concurrency': collectors,
    'dynamodb.newTable': writes,
    'dynamodb.table': writes,
    'dynamodb.statusPartition': STATUS_WRITES * ended,
    'dynamodb.tagPartition': TAG_WRITES * ended,
    'kinesis.newStream': metrics,
    'kinesis.stream': metrics,
    'appsync.requests': update.publishes * events,
    'appsync.connections': ended,
  };
}
