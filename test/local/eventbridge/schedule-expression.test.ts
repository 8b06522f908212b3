import { describe, expect, it } from 'vitest';
import { parseScheduleExpression } from '../../../local/eventbridge/schedule-expression.ts';

describe('a schedule expression', () => {
  it.each([
    ['rate(1 minute)', 1],
    ['rate(5 minutes)', 5],
    ['rate(1 hour)', 60],
    ['rate(2 hours)', 120],
    ['rate(1 day)', 1_440],
    ['rate(30 days)', 43_200],
    ['rate(1 minutes)', 'rate(1 minutes) is no schedule expression'],
    ['rate(5 minute)', 'rate(5 minute) is no schedule expression'],
    ['rate(0 minutes)', 'rate(0 minutes) is no schedule expression'],
    ['rate(1.5 hours)', 'rate(1.5 hours) is no schedule expression'],
    ['rate(5 seconds)', 'rate(5 seconds) is no schedule expression'],
    ['every 5 minutes', 'every 5 minutes is no schedule expression'],
    ['cron(0 12 * * ? *)', 'cron(0 12 * * ? *) is not imitated, only rate(…) is'],
  ])('%s makes %s', (expression, minutes) => {
    expect(parseScheduleExpression(expression)).toBe(minutes);
  });
});
