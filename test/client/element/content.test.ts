import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Content, contentOf, type Subject } from '../../../client/element/content.ts';
import { formatsFor } from '../../../client/element/formats.ts';
import { ENGLISH } from '../../../client/element/words.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import type { WatchState } from '../../../client/job/start-watch.ts';
import { ConnectionError } from '../../../client/watch-error.ts';
import { jobProgress } from '../job-progress.ts';

const LIVE: WatchState = { status: 'live' };

const show = (changes: Parameters<typeof jobProgress>[0], more: Partial<Subject> = {}): Content =>
  contentOf({ job: jobProgress(changes), watch: LIVE, age: 0, ...more }, ENGLISH, formatsFor('en'));

describe('what is shown', () => {
  it.each([
    ['under way', { percentJobComplete: 98.9 }, 'running'],
    ['at 99 %, where frames stop', { percentJobComplete: 99 }, 'finishing'],
    ['at 100 %', { percentJobComplete: 100 }, 'finishing'],
  ])('of a running job %s', (_, progressMetrics, state) => {
    expect(show({ progressMetrics }).state).toBe(state);
  });

  it('of a complete job is 100 %, whatever was told of it', () => {
    const { percent, words } = show({ status: 'COMPLETE', progressMetrics: { percentJobComplete: 73 } });
    expect([percent, words]).toEqual([100, 'Complete']);
  });

  it('of an estimate that has run out is nothing', () => {
    const progressMetrics = { percentJobComplete: 50, estJobTimeRemaining: 20 };
    expect([0, 19, 20, 99].map((age) => show({ progressMetrics }, { age }).timeText)).toEqual([
      'about 20 sec left',
      'about 5 sec left',
      '',
      '',
    ]);
  });

  it('of a failure without a code is its message, and without a message nothing', () => {
    const errors = [{ code: null, message: 'No such bucket' }, { code: 1010, message: null }, null];
    expect(errors.map((error) => show({ status: 'ERROR', error }).message)).toEqual([
      'No such bucket',
      'Error 1010: ',
      '',
    ]);
  });

  it('of an interruption is that there is one, and not of one that nobody has tried to end', () => {
    const error = new ConnectionError('The connection was closed');
    const states: WatchState[] = [
      { status: 'waiting', retryAt: 0, error },
      { status: 'catching-up', error },
      { status: 'catching-up' },
      { status: 'connecting' },
      { status: 'paused' },
      { status: 'closed' },
    ];
    expect(states.map((watch) => show({}, { watch }).message)).toEqual([
      ...Array<string>(2).fill('Offline: trying again'),
      ...Array<string>(4).fill(''),
    ]);
  });

  it('never says more percent than the job has told, nor 100 % of one that is not complete', () => {
    const job = fc.record({
      status: fc.constantFrom<JobProgress['status'][]>('SUBMITTED', 'PROGRESSING', 'CANCELED', 'ERROR'),
      stalled: fc.boolean(),
      progressMetrics: fc.record({ percentJobComplete: fc.double({ min: 0, max: 99.999, noNaN: true }) }),
    });
    fc.assert(
      fc.property(job, (changes) => {
        const { percent, percentText, words } = show(changes);
        const told = changes.progressMetrics.percentJobComplete;
        expect(percent).toBe(told);
        expect(Number.parseInt(percentText || '0')).toBeLessThanOrEqual(told);
        expect(words).not.toContain('100');
        expect(words).not.toBe('');
      }),
    );
  });
});
