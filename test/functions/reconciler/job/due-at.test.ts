import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../../functions/reconciler/job/candidate.ts';
import { dueAt } from '../../../../functions/reconciler/job/due-at.ts';

const T = 1_700_000_000_000;
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

const progressing: Candidate = { id: 'a', status: 'PROGRESSING', heardAt: T, progressingSince: T };
const submitted: Candidate = { id: 'a', status: 'SUBMITTED', heardAt: T, progressingSince: T };

describe('MediaConvert is to be asked for a job', () => {
  it.each<[string, Candidate, number]>([
    ['PROGRESSING: after three silent intervals of a minute', progressing, 3 * MINUTE],
    ['PROGRESSING: after three of its own intervals', { ...progressing, statusUpdateInterval: 10 }, 30 * SECOND],
    ['PROGRESSING: after three of the longest', { ...progressing, statusUpdateInterval: 600 }, 30 * MINUTE],
    ['PROGRESSING: after 48 hours, whatever it sends', { ...progressing, progressingSince: T - 48 * HOUR + 1 }, 1],
    ['PROGRESSING: at once when those are long over', { ...progressing, progressingSince: T - 50 * HOUR }, -2 * HOUR],
    ['SUBMITTED: after ten minutes, whatever its interval', { ...submitted, statusUpdateInterval: 10 }, 10 * MINUTE],
    ['SUBMITTED: no sooner for its age', { ...submitted, progressingSince: T - 90 * HOUR }, 10 * MINUTE],
    ['asked before it was heard of: as if never', { ...progressing, askedAt: T - 1 }, 3 * MINUTE],
    ['asked at the same time: as if never', { ...progressing, askedAt: T }, 3 * MINUTE],
    ['asked early: no sooner than it may be silent', { ...progressing, askedAt: T + MINUTE }, 4 * MINUTE],
    ['asked once: when the silence has doubled', { ...progressing, askedAt: T + 5 * MINUTE }, 10 * MINUTE],
    ['asked again: when it has doubled again', { ...progressing, askedAt: T + 10 * MINUTE }, 20 * MINUTE],
    ['asked often: after six hours at most', { ...submitted, askedAt: T + 20 * HOUR }, 26 * HOUR],
    [
      'asked before its 48 hours: at their end',
      { ...progressing, heardAt: T + 30 * HOUR, askedAt: T + 44 * HOUR },
      48 * HOUR,
    ],
    [
      'asked after its 48 hours: not with every round, though it goes on sending',
      { ...progressing, heardAt: T + 50 * HOUR, askedAt: T + 49 * HOUR },
      50 * HOUR,
    ],
  ])('%s', (_case, job, expected) => {
    expect(dueAt(job) - T).toBe(expected);
  });
});

const time = fc.integer({ min: T, max: T + 100 * HOUR });
const neverAsked = fc.record(
  {
    id: fc.constant('a'),
    status: fc.constantFrom('PROGRESSING' as const, 'SUBMITTED' as const),
    heardAt: time,
    progressingSince: time,
    statusUpdateInterval: fc.constantFrom(10, 60, 600),
  },
  { requiredKeys: ['id', 'status', 'heardAt', 'progressingSince'] },
);

describe('whatever the job', () => {
  it('it is never due at the time of an answer, nor soon after', () => {
    fc.assert(
      fc.property(neverAsked, (job) => {
        const first = dueAt(job);
        const late = Math.max(first, job.heardAt) + 1;
        expect(dueAt({ ...job, askedAt: late })).toBeGreaterThanOrEqual(late + 30 * SECOND);
        expect(dueAt({ ...job, askedAt: late })).toBeLessThanOrEqual(late + 6 * HOUR);
      }),
    );
  });

  it('asking every five minutes asks for a silent job less than 30 times in three days', () => {
    fc.assert(
      fc.property(neverAsked, (silent) => {
        let job: Candidate = silent;
        let asked = 0;
        for (let now = job.heardAt; now < job.heardAt + 72 * HOUR; now += 5 * MINUTE) {
          if (dueAt(job) >= now) continue;
          job = { ...job, askedAt: now };
          asked += 1;
        }
        expect(asked).toBeGreaterThan(0);
        expect(asked).toBeLessThan(30);
      }),
    );
  });
});
