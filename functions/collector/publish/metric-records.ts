import { describeJob } from '../job/describe-job.ts';
import type { JobRecord } from '../job/job-record.ts';

/** A metric of a job, as the consumers of AWS's sample *MediaConvert Job Progress Metrics* expect it. */
export type MetricRecord = {
  MetricName: string;
  Dimensions: { Name: string; Value: string }[];
  /** Epoch seconds. */
  Timestamp: number;
  Value: number;
  filters: Record<string, string>;
};

const STATUSES = ['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'ERROR', 'CANCELED'] as const;

/** One record for each numeric progress metric that is known, and one for each status: 1 for the job's own, else 0. */
export function metricRecords(record: JobRecord): MetricRecord[] {
  const { status, account, region, queue, queueName, userMetadata, eventTimes, progressMetrics } = describeJob(
    record.state,
  );
  const { phaseDurations = {}, ...metrics } = progressMetrics;
  const own = { jobId: record.id, account, region, queue, queueName };
  const shared = {
    Dimensions: [
      { Name: 'jobId', Value: record.id },
      { Name: 'queue', Value: queue },
      ...userMetadata.map(({ key, value }) => ({ Name: key, Value: value })),
    ],
    Timestamp: Math.floor((eventTimes.lastTime ?? record.updatedAt) / 1000),
    // The record's own filters come last: a user's metadata key `queue` does not hide the queue.
    filters: Object.fromEntries<string>([
      ...userMetadata.map(({ key, value }): [string, string] => [key, value]),
      ...Object.entries(own),
    ]),
  };
  const values: [string, unknown][] = [
    ...Object.entries(metrics),
    ...Object.entries(phaseDurations).map(([phase, value]): [string, unknown] => [`phaseDurations.${phase}`, value]),
    ...STATUSES.map((name): [string, unknown] => [name, name === status ? 1 : 0]),
  ];
  return values.flatMap(([MetricName, Value]) => (typeof Value === 'number' ? [{ MetricName, Value, ...shared }] : []));
}
