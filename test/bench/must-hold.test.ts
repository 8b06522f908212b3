import { expect, it } from 'vitest';
import { atLeast, atMost } from '../../bench/must-hold.ts';

it.each([
  [1.9999, true, false],
  [2, true, true],
  [2.0001, false, true],
  [NaN, false, false],
])('%d is at most 2: %s, at least 2: %s', (measured, most, least) => {
  expect([atMost('time', measured, 2).held, atLeast('share', measured, 2).held]).toEqual([most, least]);
});

it('tells what was measured, to the thousandth, and what it must be', () => {
  expect(atMost('time', 1.23456, 2)).toEqual({
    name: 'time',
    measured: 1.235,
    must: 'be at most',
    limit: 2,
    held: true,
  });
});
