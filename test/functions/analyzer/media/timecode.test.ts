import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exactRate } from '../../../../functions/analyzer/media/frame-rate.ts';
import { frameNumber } from '../../../../functions/analyzer/media/timecode.ts';

const RATES = {
  '23.976': { numerator: 24_000, denominator: 1001 },
  '25': { numerator: 25, denominator: 1 },
  '29.97': { numerator: 30_000, denominator: 1001 },
  '50': { numerator: 50, denominator: 1 },
  '59.94': { numerator: 60_000, denominator: 1001 },
} as const;

describe('the number of the frame at a timecode', () => {
  it.each([
    ['25', '00:00:00:00', 0],
    ['25', '00:00:01:00', 25],
    ['25', '01:00:00:24', 90_024],
    ['25', '24:00:00:00', 2_160_000],
    ['25', '24:59:59:24', 2_249_999],
    ['25', '00:00:01;00', 25],
    ['25', '00:00:01:00@25', 25],
    ['25', '00:00:01:00@25:1', 25],
    ['50', '00:00:01:49', 99],
    ['23.976', '00:01:00:00', 1440],
    ['23.976', '00:01:00:00@23.98', 1440],
    ['23.976', '00:01:00:00@24000:1001', 1440],
    ['29.97', '00:01:00:00', 1800],
    ['29.97', '00:00:59;29', 1799],
    ['29.97', '00:01:00;02', 1800],
    ['29.97', '00:10:00;00', 17_982],
    ['29.97', '01:00:00;00', 107_892],
    ['29.97', '24:00:00;00', 2_589_408],
    ['59.94', '00:00:59;59', 3599],
    ['59.94', '00:01:00;04', 3600],
    ['59.94', '01:00:00;00', 215_784],
  ] as const)('at %s frames per second, `%s` is %d', (rate, timecode, number) => {
    expect(frameNumber(timecode, RATES[rate], timecode.includes(';'))).toBe(number);
  });

  it.each([
    ['25', '00:00:00:25', 'there is no timecode 00:00:00:25 at 25.000 frames per second'],
    ['29.97', '00:01:00;01', 'there is no timecode 00:01:00;01 at 29.970 frames per second'],
    ['59.94', '00:01:00;03', 'there is no timecode 00:01:00;03 at 59.940 frames per second'],
    ['25', '25:00:00:00', 'a timecode of its clips is none'],
    ['25', '00:60:00:00', 'a timecode of its clips is none'],
    ['25', '1:00:00:00', 'a timecode of its clips is none'],
    ['25', '00:00:00.00', 'a timecode of its clips is none'],
    ['25', '', 'a timecode of its clips is none'],
    ['25', '00:00:00:00@24', 'the timecode 00:00:00:00@24 counts at another rate than the input'],
  ] as const)('at %s frames per second, `%s` is refused', (rate, timecode, reason) => {
    expect(() => frameNumber(timecode, RATES[rate], timecode.includes(';'))).toThrow(reason);
  });

  it('grows by one from each timecode to the next, drop frame or not, through the whole day', () => {
    const names = fc.constantFrom(...(Object.keys(RATES) as (keyof typeof RATES)[]));
    fc.assert(
      fc.property(names, fc.nat(86_399), fc.boolean(), (name, second, drops) => {
        const rate = RATES[name];
        const dropFrame = drops && (name === '29.97' || name === '59.94');
        const perSecond = Math.round(rate.numerator / rate.denominator);
        const clock = (at: number, frame: number) => {
          const parts = [Math.floor(at / 3600), Math.floor(at / 60) % 60, at % 60, frame];
          const [hours, minutes, seconds, frames] = parts.map((part) => String(part).padStart(2, '0'));
          return `${hours ?? ''}:${minutes ?? ''}:${seconds ?? ''}${dropFrame ? ';' : ':'}${frames ?? ''}`;
        };
        // Each minute but every tenth begins with numbers that are left out.
        const next = second + 1;
        const first = dropFrame && next % 60 === 0 && next % 600 !== 0 ? perSecond / 15 : 0;
        const last = frameNumber(clock(second, perSecond - 1), rate, dropFrame);
        expect(frameNumber(clock(next, first), rate, dropFrame)).toBe(last + 1);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the rate that a rounded one stands for', () => {
  it.each([
    [23.976, 24_000, 1001],
    [23.98, 24_000, 1001],
    [29.97, 30_000, 1001],
    [59.94, 60_000, 1001],
    [24, 24, 1],
    [25, 25, 1],
    [12.5, 12_500, 1000],
  ])('%d is %d/%d', (rounded, numerator, denominator) => {
    expect(exactRate(rounded)).toEqual({ numerator, denominator });
  });
});
