import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apiKeyExpiry } from '../../../infra/api/api-key-expiry.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

describe('apiKeyExpiry', () => {
  it.each([
    ['2026-11-30T23:59:59.999Z', '2027-10-01T00:00:00.000Z'],
    ['2026-12-01T00:00:00.000Z', '2027-11-01T00:00:00.000Z'],
    ['2027-01-31T12:00:00.000Z', '2027-12-01T00:00:00.000Z'],
    ['2028-02-29T12:00:00.000Z', '2029-01-01T00:00:00.000Z'],
  ])('is, at %s, %s', (now, expiry) => {
    expect(apiKeyExpiry(new Date(now))).toEqual(new Date(expiry));
  });

  it('is ten months ahead at least, and less than the 365 days that AppSync allows', () => {
    const moment = fc.date({ min: new Date('2020-01-01'), max: new Date('2100-01-01'), noInvalidDate: true });

    fc.assert(
      fc.property(moment, (now) => {
        const days = (apiKeyExpiry(now).getTime() - now.getTime()) / DAY_MS;
        expect(days).toBeGreaterThan(300);
        expect(days).toBeLessThan(365);
      }),
    );
  });
});
