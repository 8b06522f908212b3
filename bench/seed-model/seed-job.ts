/** An event, as far as the model looks into it. */
export type SeedEvent = {
  id: string;
  time: string;
  account: string;
  region: string;
  detail: {
    jobId?: string;
    status?: string;
    queue?: string;
    userMetadata?: Record<string, string>;
    framesDecoded?: number;
    requestParameters?: { settings?: object };
    responseElements?: { job: { id: string; queue?: string } };
  };
};

type Metrics = Record<string, number>;

/** What the model stores of a job: all that is known of it in one item. */
export type SeedJob = {
  id: string;
  status: string;
  createdAt: string;
  settings?: object;
  analysis: { codec: string; frameCount: number; num_inputs: number; num_outputs: number };
  eventTimes: Metrics;
  progressMetrics: Metrics;
  filters: Record<string, string>;
};

/** A metric, as consumers of the sample's streams expect it. */
export type SeedMetric = {
  MetricName: string;
  Dimensions: { Name: string; Value: string }[];
  Timestamp: number;
  Value: number;
  filters: Record<string, string>;
};

const STATUSES = ['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'ERROR', 'CANCELED'];
const FRAME_COUNT = 30_000;

/** The job after an event, by the sample's formulas. `now` in epoch seconds. */
export function seedJob(id: string, before: SeedJob | undefined, event: SeedEvent, now: number): SeedJob {
  const { detail, account, region } = event;
  const told = detail.status ?? 'SUBMITTED';
  const status = STATUSES.includes(told) ? told : (before?.status ?? 'SUBMITTED');
  const queue = detail.queue ?? before?.filters['queue'] ?? '';
  const settings = detail.requestParameters?.settings ?? before?.settings;
  const eventTimes = timesAfter(before?.eventTimes ?? {}, told, now);
  return {
    id,
    status,
    createdAt: before?.createdAt ?? new Date(now * 1000).toISOString(),
    ...(settings && { settings }),
    analysis: { codec: 'AVC', frameCount: FRAME_COUNT, num_inputs: 1, num_outputs: 3 },
    eventTimes,
    progressMetrics: metricsAt(eventTimes, detail.framesDecoded ?? before?.progressMetrics['framesDecoded'] ?? 0),
    filters: {
      ...before?.filters,
      ...detail.userMetadata,
      ...{ account, region, jobId: id, queue, queueName: queue.split('/').at(-1) ?? '' },
    },
  };
}

/** A metric for each figure, and one for each status. */
export function seedMetrics({ filters, progressMetrics, status }: SeedJob, Timestamp: number): SeedMetric[] {
  const statuses = STATUSES.map((name): [string, number] => [name, name === status ? 1 : 0]);
  const Dimensions = Object.entries(filters).map(([Name, Value]) => ({ Name, Value }));
  return [...Object.entries(progressMetrics), ...statuses].map(([MetricName, Value]) => ({
    MetricName,
    Dimensions,
    Timestamp,
    Value,
    filters,
  }));
}

function timesAfter(before: Metrics, told: string, now: number): Metrics {
  const first = before['firstProgressingTime'] ?? now;
  return {
    ...before,
    createTime: before['createTime'] ?? now,
    lastTime: now,
    ...(told === 'PROGRESSING' && { firstProgressingTime: first, lastProgressingTime: now, lastStatusTime: now }),
    ...(told === 'STATUS_UPDATE' && { firstProgressingTime: first, lastProgressingTime: now, lastStatusTime: now }),
    ...(told === 'COMPLETE' && { completeTime: now, lastProgressingTime: now, lastStatusTime: now }),
  };
}

function metricsAt(times: Metrics, framesDecoded: number): Metrics {
  const { createTime = 0, firstProgressingTime: first, lastProgressingTime: last = 0, lastStatusTime = 0 } = times;
  if (first === undefined) return {};
  const decodeRate = framesDecoded / Math.max(1, lastStatusTime - first);
  return {
    frameCount: FRAME_COUNT,
    framesDecoded,
    framesRemaining: FRAME_COUNT - framesDecoded,
    percentDecodeComplete: (100 * framesDecoded) / FRAME_COUNT,
    queuedDuration: first - createTime,
    progressingDuration: last - first,
    statusDuration: lastStatusTime - first,
    decodeRate,
    estDecodeTimeRemaining: decodeRate === 0 ? 0 : (FRAME_COUNT - framesDecoded) / decodeRate,
  };
}
