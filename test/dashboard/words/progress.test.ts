import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JOB_STATUSES } from '../../../client/job/job-statuses.ts';
import { barContent, phaseText } from '../../../dashboard/words/progress.ts';
import { jobProgress } from '../../client/job-progress.ts';

describe('`barContent`', () => {
  it.each([
    [
      'a running job',
      {
        progressMetrics: { percentJobComplete: 45.6, currentPhase: 'TRANSCODING', estJobTimeRemaining: 131 },
      },
      {
        percent: 45.6,
        indeterminate: false,
        label: '45 %',
        words: '45 percent, transcoding, about 2 minutes left',
      },
    ],
    [
      'a running job that is just short of its end',
      { progressMetrics: { percentJobComplete: 99.99 } },
      { percent: 99.99, indeterminate: false, label: '99 %', words: '99 percent' },
    ],
    [
      'a running job at 100 %',
      { progressMetrics: { percentJobComplete: 100, currentPhase: 'UPLOADING' } },
      { percent: 100, indeterminate: false, label: 'Finishing', words: 'finishing, uploading' },
    ],
    [
      'a running job whose progress is not known',
      { progressMetrics: { currentPhase: 'PROBING' } },
      {
        percent: null,
        indeterminate: true,
        label: 'Progress not known',
        words: 'running, progress not known, probing',
      },
    ],
    [
      'a stalled job',
      { stalled: true, progressMetrics: { percentJobComplete: 63, estJobTimeRemaining: 10 } },
      { percent: 63, indeterminate: false, label: '63 %', words: '63 percent, no updates for a while' },
    ],
    [
      'a waiting job',
      { status: 'SUBMITTED', queueName: 'Reserved' },
      { percent: null, indeterminate: false, label: 'In queue', words: 'waiting in queue Reserved' },
    ],
    [
      'a waiting job whose queue is not known',
      { status: 'SUBMITTED', queueName: '' },
      { percent: null, indeterminate: false, label: 'In queue', words: 'waiting in a queue' },
    ],
    [
      'a complete job',
      { status: 'COMPLETE' },
      { percent: 100, indeterminate: false, label: '100 %', words: 'complete' },
    ],
    [
      'a failed job',
      { status: 'ERROR', progressMetrics: { percentJobComplete: 31 } },
      { percent: 31, indeterminate: false, label: '31 %', words: 'failed at 31 percent' },
    ],
    ['a canceled job', { status: 'CANCELED' }, { percent: null, indeterminate: false, label: '', words: 'canceled' }],
  ] as const)('says of %s what is true', (_, changes, expected) => {
    expect(barContent(jobProgress(changes))).toEqual(expected);
  });

  it('calls no job complete that is not, and no percentage 100 that is less', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...JOB_STATUSES),
        fc.option(fc.double({ min: 0, max: 100, noNaN: true })),
        (status, percentJobComplete) => {
          const { words, label } = barContent(jobProgress({ status, progressMetrics: { percentJobComplete } }));
          expect(words === 'complete').toBe(status === 'COMPLETE');
          if (status === 'PROGRESSING') expect(label).not.toContain('100');
        },
      ),
    );
  });
});

describe('`phaseText`', () => {
  it.each([
    [{ progressMetrics: { currentPhase: 'TRANSCODING', currentPhasePercentComplete: 41 } }, 'Transcoding, 41 % of it'],
    [{ progressMetrics: { currentPhase: 'PROBING' } }, 'Probing'],
    [{}, ''],
    [{ status: 'COMPLETE', progressMetrics: { currentPhase: 'UPLOADING' } }, ''],
  ] as const)('of %j is %j', (changes, expected) => {
    expect(phaseText(jobProgress(changes))).toBe(expected);
  });
});
