import type { CallsPerEvent, Steps } from '../calls/measure-calls.ts';
import { type Quantities, sumOf } from '../calls/quantities.ts';
import type { CostOptions } from './options.ts';
import { UNUSED, type Usage } from './prices.ts';

/** What a month uses: what there is to pay without any job, and what the jobs add. */
export type MonthlyUsage = { standing: Usage; ofJobs: Usage };

const DAYS_A_MONTH = 30;
const HOURS_A_MONTH = 24 * DAYS_A_MONTH;
const SECONDS_A_MONTH = 3600 * HOURS_A_MONTH;
const GIB = 1024 ** 3;
const KIB_A_GIB = 1024 ** 2;

/** The props' defaults. */
const JOB_TTL_DAYS = 1;
const LOG_RETENTION_DAYS = 14;
const RECONCILER_INTERVAL_MINUTES = 5;
const ARCHIVE = { streams: 3, bufferSeconds: 300, standardDays: 30, expirationDays: 365 };

// UNSURE: how long a round takes: it waits for half a second between two questions, but most rounds have none.
const ROUND_MS = 500;
// Lambda's own two lines about an invocation, as it writes them in JSON, and what CloudWatch adds.
const INVOCATION_LOG_BYTES = 600;
// UNSURE: AppSync's lines about a request, without verbose content.
const OPERATION_LOG_BYTES = 1000;
// AWS: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html: five pollers at least, each of which waits for 20 s.
const POLLS_A_QUEUE = (5 * SECONDS_A_MONTH) / 20;
// AWS: https://docs.aws.amazon.com/xray/latest/devguide/xray-console-sampling.html: the first request of a second, and 5 % of the rest.
const TRACED_SHARE = 0.05;
// UNSURE: JSON lines of few words that are always the same, by gzip.
const COMPRESSION = 0.1;

/** Computes what a month uses from what was measured. All but the traces of X-Ray grows in proportion with the jobs. */
export function usageOf(measured: CallsPerEvent, options: CostOptions): MonthlyUsage {
  const { stack, rounds } = measured;
  const { jobs, subscribers, minutes, streams, archive } = options;
  const job = jobQuantities(measured, options);
  const month = sumOf([jobs, job]);
  const eventCount = jobs * (4 + updatesOf(options));
  const watches = jobs * subscribers;
  const roundCount = SECONDS_A_MONTH / 60 / RECONCILER_INTERVAL_MINUTES;
  const inGib = archive ? month.streamBytes / GIB : 0;
  const operations = month.updates + watches;
  const invocations = month.collectorInvocations + month.analyzerInvocations;
  const logGib = (month.logBytes + invocations * INVOCATION_LOG_BYTES + operations * OPERATION_LOG_BYTES) / GIB;
  const roundLogGib = (roundCount * (rounds.round.logBytes + INVOCATION_LOG_BYTES)) / GIB;
  const storedGib = (month.eventBytes * options.eventsTtlDays + month.jobBytes * JOB_TTL_DAYS) / DAYS_A_MONTH / GIB;
  return {
    standing: {
      ...UNUSED,
      'lambda.requests': roundCount,
      'lambda.gbSeconds': roundCount * gbSeconds(ROUND_MS, stack.reconcilerMemoryMib),
      'dynamodb.readUnits': roundCount * rounds.round.readUnits,
      'sqs.requests': stack.queues * POLLS_A_QUEUE,
      'kinesis.streamHours': streams ? stack.streams * HOURS_A_MONTH : 0,
      's3.puts': archive ? (ARCHIVE.streams * SECONDS_A_MONTH) / ARCHIVE.bufferSeconds : 0,
      'cloudwatch.logsInGb': roundLogGib,
      'cloudwatch.logsStoredGbMonths': (roundLogGib * LOG_RETENTION_DAYS) / DAYS_A_MONTH,
      'cloudwatch.metrics': stack.metrics,
      'cloudwatch.alarms': stack.alarms,
      'cloudwatch.dashboards': stack.dashboards,
    },
    ofJobs: {
      ...UNUSED,
      'lambda.requests': invocations,
      'lambda.gbSeconds':
        month.collectorInvocations * gbSeconds(options.collectorMs, stack.collectorMemoryMib) +
        // One of a job analyses; the others find that it is done already.
        jobs * gbSeconds(options.analyzerMs, stack.analyzerMemoryMib) +
        (month.analyzerInvocations - jobs) * gbSeconds(options.collectorMs, stack.analyzerMemoryMib),
      'dynamodb.writeUnits': month.writeUnits,
      'dynamodb.readUnits': month.readUnits,
      'dynamodb.storedGbMonths': storedGib,
      'dynamodb.backupGbMonths': storedGib,
      'sqs.requests': month.queueRequests,
      'eventbridge.serviceEvents': eventCount,
      'appsync.operations': operations,
      // Who watches connects and subscribes, too.
      'appsync.updates': month.updates * subscribers + 2 * watches,
      'appsync.connectionMinutes': watches * minutes,
      'transfer.outGb': (month.updateBytes * subscribers) / GIB,
      'kinesis.inGb': streams ? month.streamKib / KIB_A_GIB : 0,
      'kinesis.outGb': inGib,
      'firehose.inGb': archive ? month.archiveKib / KIB_A_GIB : 0,
      's3.gets': month.mediaReads,
      's3.standardGbMonths': inGib * COMPRESSION * (ARCHIVE.standardDays / DAYS_A_MONTH),
      's3.infrequentGbMonths': inGib * COMPRESSION * ((ARCHIVE.expirationDays - ARCHIVE.standardDays) / DAYS_A_MONTH),
      'cloudwatch.logsInGb': logGib,
      'cloudwatch.logsStoredGbMonths': (logGib * LOG_RETENTION_DAYS) / DAYS_A_MONTH,
      'xray.traces': traced(invocations) + traced(operations),
    },
  };
}

/** What one job takes: its steps, the rounds of the reconciler that find it open, and what its watches read. */
function jobQuantities({ steps, secondInput, rounds }: CallsPerEvent, options: CostOptions): Quantities {
  const updates = updatesOf(options);
  const all = (step: Steps): Quantities =>
    sumOf(
      [1, step.SUBMITTED],
      [1, step.analysis],
      [1, step.PROGRESSING],
      [1, step.INPUT_INFORMATION],
      [Math.min(1, updates), step['first STATUS_UPDATE']],
      [Math.max(0, updates - 1), step.STATUS_UPDATE],
      [1, step.COMPLETE],
      [options.subscribers, step.watch],
    );
  return sumOf(
    [1, all(steps)],
    [options.inputs - 1, all(secondInput)],
    [options.minutes / RECONCILER_INTERVAL_MINUTES, rounds.openJob],
  );
}

/** How many STATUS_UPDATE a job sends. */
function updatesOf({ minutes, interval }: CostOptions): number {
  return Math.floor((minutes * 60) / interval);
}

function gbSeconds(ms: number, memoryMib: number): number {
  return (ms / 1000) * (memoryMib / 1024);
}

/** Of requests that are spread evenly over the month. */
function traced(requests: number): number {
  const firstOfSeconds = Math.min(requests, SECONDS_A_MONTH);
  return firstOfSeconds + TRACED_SHARE * (requests - firstOfSeconds);
}
