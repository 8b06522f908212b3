import { describe, expect, it } from 'vitest';
import { candidateOf } from '../../../../functions/reconciler/job/candidate.ts';
import type { JobItem } from '../../../../functions/reconciler/job/candidate.ts';

const NOW = Date.parse('2026-11-23T12:00:00.000Z');
const ITEM: JobItem = {
  id: 'a',
  status: 'PROGRESSING',
  createdAt: '2026-11-23T11:00:00.000Z',
  updatedAt: '2026-11-23T11:30:00.000Z',
  ttl: NOW / 1000 + 1,
};

describe('a candidate', () => {
  it('has the times that the item tells', () => {
    const item: JobItem = {
      ...ITEM,
      heardAt: 3,
      askedAt: 4,
      statusUpdateInterval: 10,
      missing: false,
      eventTimes: { firstProgressingTime: 5 },
    };
    expect(candidateOf(item, NOW)).toEqual({
      id: 'a',
      status: 'PROGRESSING',
      heardAt: 3,
      askedAt: 4,
      statusUpdateInterval: 10,
      progressingSince: 5,
    });
  });

  it('was heard of when the item was stored, and created before it progressed, where it tells no more', () => {
    expect(candidateOf({ ...ITEM, status: 'SUBMITTED', eventTimes: {} }, NOW)).toEqual({
      id: 'a',
      status: 'SUBMITTED',
      heardAt: Date.parse(ITEM.updatedAt),
      progressingSince: Date.parse(ITEM.createdAt),
    });
  });

  it.each<[string, Partial<JobItem>]>([
    ['COMPLETE', { status: 'COMPLETE' }],
    ['CANCELED', { status: 'CANCELED' }],
    ['ERROR', { status: 'ERROR' }],
    ['`missing`', { missing: true }],
    ['expired', { ttl: NOW / 1000 }],
  ])('is no job that is %s', (_case, fields) => {
    expect(candidateOf({ ...ITEM, ...fields }, NOW)).toBeUndefined();
  });
});
