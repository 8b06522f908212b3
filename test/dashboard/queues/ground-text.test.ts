import { describe, expect, it } from 'vitest';
import { groundText } from '../../../dashboard/queues/ground-text.ts';
import { jobProgress } from '../../client/job-progress.ts';

const NOW = Date.parse('2026-01-01T12:00:00.000Z');
const jobs = (amount: number, createdAt: string) => Array.from({ length: amount }, () => jobProgress({ createdAt }));

describe('what figures are computed from', () => {
  it.each<[string, Parameters<typeof groundText>, RegExp]>([
    ['all jobs', [jobs(12, '2026-01-01T00:00:00.000Z'), false, NOW], /^Computed from all 12 jobs\.$/],
    ['one job', [jobs(1, '2026-01-01T00:00:00.000Z'), false, NOW], /^Computed from the one job there is\.$/],
    [
      'the newest jobs',
      [jobs(1000, '2026-01-01T00:00:00.000Z'), true, NOW],
      /^Computed from the newest 1,000 jobs, created since .*\. Older jobs are not counted\.$/,
    ],
    [
      'the newest jobs, of less than an hour',
      [jobs(1000, '2026-01-01T11:30:00.000Z'), true, NOW],
      /They do not reach back an hour, so more jobs may have completed in it\.$/,
    ],
    ['nothing', [[], false, NOW], /^$/],
  ])('is told: %s', (_, given, text) => {
    expect(groundText(...given)).toMatch(text);
  });
});
