import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { barLine, milestoneOf, plainLine, type ShownJob } from '../../../watch/view/job-line.ts';
import { jobProgress } from '../../client/job-progress.ts';

const ID = '1671477617078-2886ye';
const shown = (changes: Parameters<typeof jobProgress>[0], age = 0): ShownJob => {
  const job = jobProgress(changes);
  return { jobId: job.jobId, job, age };
};

const RUNNING = shown({
  progressMetrics: {
    percentJobComplete: 45.9,
    currentPhase: 'TRANSCODING',
    decodeRate: 182.44,
    estJobTimeRemaining: 120,
  },
});

describe('a job in one line', () => {
  it.each<[string, ShownJob, string]>([
    ['that runs', RUNNING, `${ID}   45%  Transcoding, 182.4 fps, about 2 min left`],
    ['that nobody knows', { jobId: ID, job: undefined, age: 0 }, `${ID}        Not known yet`],
    ['that waits', shown({ status: 'SUBMITTED' }), `${ID}        In queue Default`],
    ['whose percentage is not known', shown({}), `${ID}        Running`],
    ['that finishes', shown({ progressMetrics: { percentJobComplete: 99.5 } }), `${ID}   99%  Finishing`],
    [
      'that has stalled',
      shown({ stalled: true, progressMetrics: { percentJobComplete: 45 } }),
      `${ID}   45%  No updates for a while`,
    ],
    ['that is missing', shown({ missing: true }), `${ID}        MediaConvert no longer knows this job`],
    [
      'that is complete',
      shown({ status: 'COMPLETE', progressMetrics: { progressingDuration: 600 } }),
      `${ID}  100%  Complete, took 10 min`,
    ],
    [
      'that was canceled',
      shown({ status: 'CANCELED', progressMetrics: { percentJobComplete: 12 } }),
      `${ID}   12%  Canceled`,
    ],
    [
      'that failed for a hostile reason',
      shown({ status: 'ERROR', error: { code: 1040, message: 'no\u001b[2J\r\nfile' } }),
      `${ID}        Failed, Error 1040: no\\u001b[2J\\u000d\\u000afile`,
    ],
    [
      'of a hostile id and queue',
      shown({ jobId: '\u009b2J', status: 'SUBMITTED', queueName: '\u001b]0;x\u0007' }),
      '\\u009b2J                         In queue \\u001b]0;x\\u0007',
    ],
  ])('%s', (_, job, line) => {
    expect(plainLine(job)).toBe(line);
  });

  it.each<[number, string]>([
    [120, `${ID}  ${'█'.repeat(13)}${'░'.repeat(17)}   45%  Transcoding, 182.4 fps, about 2 min left`],
    [80, `${ID}  ████░░░░░░   45%  Transcoding, 182.4 fps, about 2 min left`],
    [79, `${ID}  ████░░░░░░   45%  Transcoding, about 2 min left`],
    [60, `${ID}  ████░░░░░░   45%  Transcoding`],
    [50, `${ID}  45%  Transcoding`],
    [30, `${ID}  45%  Tr…`],
  ])('has a bar, and on %d columns only what there is room for', (columns, line) => {
    expect(barLine(RUNNING, columns)).toBe(line);
  });

  it('keeps its bar where the reason of a failure is too long', () => {
    const failed = shown({ status: 'ERROR', error: { code: 1040, message: 'x'.repeat(100) } });
    expect(barLine(failed, 60)).toBe(`${ID}  ··········        Failed, Error 1040:…`);
  });

  it('has a dotted bar while nobody knows how far the job is', () => {
    expect(barLine(shown({}), 80)).toBe(`${ID}  ··········        Running`);
  });

  it('tells the time that is left as of now', () => {
    const { jobId, job } = RUNNING;
    expect(plainLine({ jobId, job, age: 61 })).toMatch(/182\.4 fps, about 1 min left$/);
    expect(plainLine({ jobId, job, age: 121 })).toMatch(/182\.4 fps$/);
  });

  it('is never longer than the terminal is wide, and its bar never fuller than the job is far', () => {
    const job = fc.record({
      status: fc.constantFrom('SUBMITTED', 'PROGRESSING', 'ERROR', 'CANCELED'),
      queueName: fc.string({ unit: 'binary' }),
      error: fc.record({ code: fc.integer(), message: fc.string({ unit: 'binary', maxLength: 300 }) }),
      progressMetrics: fc.record({ percentJobComplete: fc.option(fc.double({ min: 0, max: 99.9, noNaN: true })) }),
    });
    fc.assert(
      fc.property(job, fc.integer({ min: 1, max: 200 }), (changes, columns) => {
        const line = barLine(shown(changes), columns);
        const [full, size] = [line.match(/█/g)?.length ?? 0, line.match(/[█░]/g)?.length ?? 1];
        expect(line.length).toBeLessThanOrEqual(columns);
        expect(full / size).toBeLessThanOrEqual((changes.progressMetrics.percentJobComplete ?? 0) / 100);
      }),
    );
  });

  it('is worth another line with another state, phase or tenth of the way', () => {
    const at = (percentJobComplete: number, currentPhase: 'PROBING' | 'TRANSCODING' = 'PROBING'): string =>
      milestoneOf(shown({ progressMetrics: { percentJobComplete, currentPhase } }));
    expect(at(10)).toBe(at(19.9));
    const others = [at(9), at(10), at(20), at(20, 'TRANSCODING'), milestoneOf(shown({ status: 'COMPLETE' }))];
    expect(new Set(others).size).toBe(others.length);
  });
});
