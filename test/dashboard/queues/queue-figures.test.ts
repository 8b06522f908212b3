import { describe, expect, it } from 'vitest';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { nearestRank, queueFigures, type QueueFigures } from '../../../dashboard/queues/queue-figures.ts';
import { jobProgress } from '../../client/job-progress.ts';

const NOW = Date.parse('2026-01-01T12:00:00.000Z');

const waited = (queuedDuration: number): JobProgress =>
  jobProgress({ progressMetrics: { queuedDuration, waitedForCapacity: queuedDuration > 60 } });
const complete = (completeTime: string): JobProgress =>
  jobProgress({ status: 'COMPLETE', eventTimes: { completeTime } });
const submitted = (createdAt: string): JobProgress => jobProgress({ status: 'SUBMITTED', createdAt });

const NONE: QueueFigures = {
  queueName: 'Default',
  running: 0,
  waiting: 0,
  waitingSince: undefined,
  waitMedian: undefined,
  waitP95: undefined,
  completedInHour: 0,
  started: 0,
  waitedForCapacity: 0,
};

describe("a queue's figures", () => {
  it.each<[string, JobProgress[], Partial<QueueFigures>]>([
    ['running jobs', [jobProgress(), jobProgress()], { running: 2 }],
    [
      'jobs that wait, and since when the first of them does',
      [submitted('2026-01-01T11:59:00.000Z'), submitted('2026-01-01T11:00:00.000Z')],
      { waiting: 2, waitingSince: '2026-01-01T11:00:00.000Z' },
    ],
    ['one that is over: neither', [jobProgress({ status: 'ERROR' }), jobProgress({ status: 'CANCELED' })], {}],
    [
      'how long jobs waited, of those that have left the queue, and whether for capacity',
      [...[5, 10, 61, 600].map(waited), jobProgress()],
      { running: 5, waitMedian: 10, waitP95: 600, started: 4, waitedForCapacity: 2 },
    ],
    [
      'jobs that completed in the last hour, not those of the moment it began or before',
      [
        complete('2026-01-01T11:59:59.000Z'),
        complete('2026-01-01T11:00:00.001Z'),
        complete('2026-01-01T11:00:00.000Z'),
      ],
      { completedInHour: 2 },
    ],
    [
      'a failed job as none that completed',
      [jobProgress({ status: 'ERROR', eventTimes: { errorTime: '2026-01-01T11:59:59.000Z' } })],
      {},
    ],
  ])('count %s', (_, jobs, figures) => {
    expect(queueFigures(jobs, NOW)).toEqual([{ ...NONE, ...figures }]);
  });

  it('are those of each queue, by name', () => {
    const jobs = ['b', 'a', 'b'].map((queueName) => jobProgress({ queueName }));

    expect(queueFigures(jobs, NOW)).toEqual([
      { ...NONE, queueName: 'a', running: 1 },
      { ...NONE, queueName: 'b', running: 2 },
    ]);
    expect(queueFigures([], NOW)).toEqual([]);
  });
});

describe('the nearest rank', () => {
  // The first two are the worked examples of the method: https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
  it.each<[number[], number, number | undefined]>([
    [[15, 20, 35, 40, 50], 0.3, 20],
    [[3, 6, 7, 8, 8, 10, 13, 15, 16, 20], 0.5, 8],
    [[4, 1, 3, 2], 0.5, 2],
    [[4, 1, 3, 2], 0.95, 4],
    [Array.from({ length: 100 }, (_, index) => index + 1), 0.95, 95],
    [[7], 0.95, 7],
    [[7, 8], 0, 7],
    [[], 0.5, undefined],
  ])('of %j at %d is %s', (values, share, value) => {
    expect(nearestRank(values, share)).toBe(value);
  });
});
