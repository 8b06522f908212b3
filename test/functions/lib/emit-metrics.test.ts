import { describe, expect, it } from 'vitest';
import { emitMetrics } from '../../../functions/lib/emit-metrics.ts';
import { recordOutput } from '../record-output.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, index) => index);

describe('the values of a queue', () => {
  it('stand in one line, which counts for the service and for the queue', () => {
    const { metrics, lines } = recordOutput();
    emitMetrics(metrics, { JobsComplete: [1, 1], QueuedDuration: [5, 7.5], DecodeRate: [30] }, 'Default');

    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        _aws: {
          Timestamp: expect.any(Number) as number,
          CloudWatchMetrics: [
            {
              Namespace: 'MediaConvertJobProgress',
              Dimensions: [['service'], ['service', 'queue']],
              Metrics: [
                { Name: 'JobsComplete', Unit: 'Count' },
                { Name: 'QueuedDuration', Unit: 'Seconds' },
                { Name: 'DecodeRate', Unit: 'Count/Second' },
              ],
            },
          ],
        },
        service: 'MediaConvertJobProgress/JobProgress',
        queue: 'Default',
        JobsComplete: 2,
        QueuedDuration: [5, 7.5],
        DecodeRate: 30,
      },
    ]);
  });

  it.each([
    ['Größe 1', 'Gr??e 1'],
    ['a"\n\u0000\u{1f3ac}b', 'a"???b'],
    [' 動画 ', '??'],
    ['x'.repeat(2000), 'x'.repeat(1024)],
  ])('are told under a name that CloudWatch takes: %j', (name, queue) => {
    const { metrics, emitted } = recordOutput();
    emitMetrics(metrics, { JobsError: [1] }, name);

    expect(emitted()).toMatchObject([{ queue, values: { JobsError: 1 } }]);
  });

  it.each(['', ' \t '])('count for the service alone where the name says nothing: %j', (name) => {
    const { metrics, emitted, logged } = recordOutput();
    emitMetrics(metrics, { JobsError: [1] }, name.replace('\t', ' '));

    expect(emitted()).toMatchObject([{ values: { JobsError: 1 }, directive: { Dimensions: [['service']] } }]);
    expect(emitted()[0]).not.toHaveProperty('queue');
    expect(logged()).toEqual([]);
  });
});

describe('the values of the service', () => {
  it('stand in one line, with no other dimension, also after those of a queue', () => {
    const { metrics, emitted } = recordOutput();
    emitMetrics(metrics, { JobsError: [1] }, 'Default');
    emitMetrics(metrics, { StalledJobs: [0], JobsAsked: [3] });

    expect(emitted()[1]).toEqual({
      values: { StalledJobs: 0, JobsAsked: 3 },
      directive: {
        Namespace: 'MediaConvertJobProgress',
        Dimensions: [['service']],
        Metrics: [
          { Name: 'StalledJobs', Unit: 'Count' },
          { Name: 'JobsAsked', Unit: 'Count' },
        ],
      },
    });
  });

  it('that are none make no line, and none of the log', () => {
    const { metrics, lines } = recordOutput();
    emitMetrics(metrics, {});
    emitMetrics(metrics, { PoisonEvents: [] }, 'Default');

    expect(lines).toEqual([]);
  });
});

describe('more values than a line takes', () => {
  it.each([99, 100, 250])('make further lines, none of more than 100 values, each with all dimensions: %i', (count) => {
    const { metrics, emitted } = recordOutput();
    emitMetrics(metrics, { QueuedDuration: numbers(count), JobsProgressing: numbers(count).map(() => 1) }, 'Q');

    const lines = emitted();
    const values = lines.map((line) => [line.values['QueuedDuration']].flat());
    expect(values.flat()).toEqual(numbers(count));
    expect(Math.max(...values.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(lines.map((line) => line.directive.Dimensions)).toEqual(
      lines.map(() => [['service'], ['service', 'queue']]),
    );
    expect(lines.map((line) => line.values['JobsProgressing'])).toEqual(
      lines.map((_, index) => (index === 0 ? count : undefined)),
    );
  });
});
