import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { timelineOf } from '../../../dashboard/details/timeline/timeline.ts';
import { jobProgress } from '../../client/job-progress.ts';

const START = Date.parse('2026-01-01T00:00:00.000Z');
const at = (seconds: number): string => new Date(START + seconds * 1000).toISOString();

describe('`timelineOf`', () => {
  it.each([
    ['a job that waits', { status: 'SUBMITTED' }, 30, [['QUEUED', 0, 30, 'goes on']]],
    [
      'a job that waits for hours, about which nothing is sent',
      { status: 'SUBMITTED' },
      7200,
      [['QUEUED', 0, 7200, 'goes on']],
    ],
    [
      'a job that has left its queue and told nothing yet',
      { eventTimes: { firstProgressingTime: at(10) } },
      40,
      [
        ['QUEUED', 0, 10],
        ['RUNNING', 10, 40, 'goes on'],
      ],
    ],
    [
      'a job that transcodes: the phase goes on after its newest update',
      {
        eventTimes: { firstProgressingTime: at(10), lastStatusTime: at(60) },
        progressMetrics: { phaseDurations: { probing: 20, transcoding: 30 } },
      },
      70,
      [
        ['QUEUED', 0, 10],
        ['PROBING', 10, 30],
        ['TRANSCODING', 30, 70, 'goes on'],
      ],
    ],
    [
      'a complete job',
      {
        status: 'COMPLETE',
        eventTimes: { firstProgressingTime: at(10), lastStatusTime: at(100), completeTime: at(100) },
        progressMetrics: { phaseDurations: { probing: 20, transcoding: 50, uploading: 20 } },
      },
      5000,
      [
        ['QUEUED', 0, 10],
        ['PROBING', 10, 30],
        ['TRANSCODING', 30, 80],
        ['UPLOADING', 80, 100],
      ],
    ],
    [
      'a job of which no update told that it transcoded',
      {
        status: 'ERROR',
        eventTimes: { firstProgressingTime: at(10), errorTime: at(100) },
        progressMetrics: { phaseDurations: { probing: 70, uploading: 20 } },
      },
      100,
      [
        ['QUEUED', 0, 10],
        ['PROBING', 10, 80],
        ['UPLOADING', 80, 100],
      ],
    ],
    [
      'a job that was started over: what came before is one stage',
      {
        status: 'COMPLETE',
        eventTimes: { firstProgressingTime: at(10), completeTime: at(200) },
        progressMetrics: { retryCount: 2, phaseDurations: { probing: 0, transcoding: 50, uploading: 40 } },
      },
      200,
      [
        ['QUEUED', 0, 10],
        ['EARLIER', 10, 110],
        ['TRANSCODING', 110, 160],
        ['UPLOADING', 160, 200],
      ],
    ],
    [
      'a stalled job: it is drawn as far as it told',
      {
        stalled: true,
        eventTimes: { firstProgressingTime: at(10), lastStatusTime: at(60), lastTime: at(60) },
        progressMetrics: { phaseDurations: { probing: 50 } },
      },
      500,
      [
        ['QUEUED', 0, 10],
        ['PROBING', 10, 60],
      ],
    ],
    [
      'a job of long ago that never ended',
      { eventTimes: { firstProgressingTime: at(10), lastTime: at(60) } },
      1e6,
      [
        ['QUEUED', 0, 10],
        ['RUNNING', 10, 60],
      ],
    ],
    [
      'a complete job of which only the end is known',
      { status: 'COMPLETE', eventTimes: { completeTime: at(90) } },
      90,
      [['UNKNOWN', 0, 90]],
    ],
    [
      'a job whose events are ahead of this clock',
      { eventTimes: { firstProgressingTime: at(10), lastTime: at(60) } },
      20,
      [
        ['QUEUED', 0, 10],
        ['RUNNING', 10, 60, 'goes on'],
      ],
    ],
    [
      'a job that left its queue before it was created, by the events’ clocks',
      { status: 'COMPLETE', eventTimes: { createTime: at(5), firstProgressingTime: at(4), completeTime: at(24) } },
      24,
      [['RUNNING', 4, 24]],
    ],
  ] as const)('lays out %s', (_name, { ...changes }, now, expected) => {
    const { from, to, stages } = timelineOf(jobProgress({ createdAt: at(0), ...changes }), START + now * 1000);

    expect(
      stages.map((stage) => [
        stage.name,
        (stage.from - START) / 1000,
        (stage.to - START) / 1000,
        ...(stage.isOpen ? ['goes on'] : []),
      ]),
    ).toEqual(expected);
    expect([from, to]).toEqual([stages[0]?.from, stages.at(-1)?.to]);
  });

  it('gives each stage its share of the whole', () => {
    const { stages } = timelineOf(
      jobProgress({
        status: 'COMPLETE',
        createdAt: at(0),
        eventTimes: { firstProgressingTime: at(25), completeTime: at(100) },
        progressMetrics: { phaseDurations: { probing: 25, transcoding: 50 } },
      }),
      START,
    );

    expect(stages.map(({ name, share }) => [name, share])).toEqual([
      ['QUEUED', 0.25],
      ['PROBING', 0.25],
      ['TRANSCODING', 0.5],
    ]);
  });

  it('leaves no gap and no stage of negative length, whatever is told', () => {
    const moment = fc.option(fc.integer({ min: -1000, max: 1000 }).map(at));
    const seconds = fc.option(fc.integer({ min: 0, max: 2000 }));
    fc.assert(
      fc.property(
        fc.record({
          status: fc.constantFrom('SUBMITTED', 'PROGRESSING', 'COMPLETE', 'CANCELED', 'ERROR'),
          stalled: fc.boolean(),
          eventTimes: fc.record({
            createTime: moment,
            firstProgressingTime: moment,
            lastStatusTime: moment,
            completeTime: moment,
            lastTime: moment,
          }),
          progressMetrics: fc.record({
            retryCount: fc.option(fc.nat(2)),
            phaseDurations: fc.option(fc.record({ probing: seconds, transcoding: seconds, uploading: seconds })),
          }),
        }),
        fc.integer({ min: -2000, max: 2000 }),
        (changes, now) => {
          const { from, to, stages } = timelineOf(jobProgress({ createdAt: at(0), ...changes }), START + now * 1000);
          const edges = stages.flatMap((stage) => [stage.from, stage.to]);
          const sum = stages.reduce((shares, { share }) => shares + share, 0);

          expect(edges).toEqual([...edges].sort((a, b) => a - b));
          expect([edges[0], edges.at(-1)]).toEqual([from, to]);
          expect(stages.slice(1).map((stage) => stage.from)).toEqual(stages.slice(0, -1).map((stage) => stage.to));
          expect(to === from ? 1 : sum).toBeCloseTo(1);
        },
      ),
    );
  });
});
