import type { MetricName, MetricValues } from '../lib/metric-units.ts';
import type { Batch } from './batch.ts';
import { stepMetrics } from './job/step-metrics.ts';

/** Metrics of a queue, by its name, or without one of all that the collector did. */
export type BatchMetrics = { queueName?: string; values: MetricValues };

/**
 * What a batch adds to the metrics, once for each queue. What its messages did counts when they are acknowledged, for the others
 * come again; what a job has reached, when it is stored, for it does so only once.
 */
export function batchMetrics(batch: Batch): BatchMetrics[] {
  const { jobs, poison, failedJobs, failedPoison, publishedAt } = batch;
  const done = jobs.filter(({ jobId }) => !failedJobs.has(jobId));
  const values: MetricValues = {
    EventsCollected: counted(done.flatMap(({ events }) => events).length),
    EventToPublishedLatency: done.flatMap(({ jobId, freshTimes }) => {
      const end = publishedAt.get(jobId);
      // The clocks of MediaConvert and of this function may disagree.
      return end === undefined ? [] : freshTimes.map((time) => Math.max(0, end - time));
    }),
    PoisonEvents: counted(poison.filter(({ messageId }) => !failedPoison.has(messageId)).length),
    VersionConflicts: counted(batch.conflicts),
    PublishFailures: counted(batch.publishFailures),
  };
  return [{ values }, ...queueMetrics(batch)];
}

function queueMetrics({ steps }: Batch): BatchMetrics[] {
  const queues = new Map<string, Partial<Record<MetricName, number[]>>>();
  for (const { queueName, values } of steps.map(stepMetrics)) {
    const queue = queues.get(queueName) ?? {};
    queues.set(queueName, queue);
    for (const [name, value] of Object.entries(values)) (queue[name as keyof typeof values] ??= []).push(value);
  }
  return [...queues].map(([queueName, values]) => ({ queueName, values }));
}

function counted(count: number): number[] {
  return count === 0 ? [] : [count];
}
