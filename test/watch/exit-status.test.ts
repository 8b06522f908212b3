import { describe, expect, it } from 'vitest';
import { exitStatusOf, type Outcome, outcomeOf } from '../../watch/exit-status.ts';

describe('the exit status', () => {
  it.each<[Outcome[], number]>([
    [['complete'], 0],
    [['complete', 'unknown'], 5],
    [['unknown', 'canceled', 'complete'], 4],
    [['complete', 'canceled', 'unknown', 'failed'], 3],
    [[], 5],
  ])('after %j is %d', (outcomes, status) => {
    expect(exitStatusOf(new Set(outcomes))).toBe(status);
  });

  it.each([
    ['SUBMITTED', false, undefined],
    ['PROGRESSING', false, undefined],
    ['PROGRESSING', true, 'unknown'],
    ['COMPLETE', true, 'complete'],
    ['CANCELED', false, 'canceled'],
    ['ERROR', false, 'failed'],
  ] as const)('takes %s, missing %s, for %s', (status, missing, outcome) => {
    expect(outcomeOf({ status, missing })).toBe(outcome);
  });
});
