import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { apiKeyExpiry } from '../../../infra/api/api-key-expiry.ts';
import type { MediaConvertJobProgressProps } from '../../../infra/props.ts';
import { type DeployedTemplate, lossesBetween, templateWith } from '../upgrade/deployed-template.ts';

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

describe('the template', () => {
  /** As it is synthesized at that moment. */
  const templateAt = (now: string, props: MediaConvertJobProgressProps = {}): DeployedTemplate => {
    vi.useFakeTimers({ now: new Date(now), toFake: ['Date'] });
    return templateWith({ streams: false, monitoring: false, ...props });
  };
  const withoutDate = (template: DeployedTemplate): string =>
    JSON.stringify(template).replaceAll(/"Expires":\d+/g, '"Expires":0');
  afterEach(() => {
    vi.useRealTimers();
  });

  it('is the same all month; then the date alone is another, and the key stays in its place', () => {
    const first = templateAt('2026-11-01T00:00:00.000Z');
    const last = templateAt('2026-11-30T23:59:59.999Z');
    const next = templateAt('2026-12-01T00:00:00.000Z');

    expect(JSON.stringify(last)).toBe(JSON.stringify(first));
    expect(JSON.stringify(next)).not.toBe(JSON.stringify(first));
    expect(withoutDate(next)).toBe(withoutDate(first));
    expect(lossesBetween(first, next)).toEqual({});
  });

  it('is the same at any time when the day is given', () => {
    const apiKeyExpires = '2027-07-01';
    const [first, later] = ['2026-11-23T08:00:00.000Z', '2027-06-29T22:00:00.000Z'].map((now) =>
      JSON.stringify(templateAt(now, { apiKeyExpires })),
    );

    expect(later).toBe(first);
    expect(first).toContain(`"Expires":${Date.UTC(2027, 6, 1) / 1000}`);
  });
});
