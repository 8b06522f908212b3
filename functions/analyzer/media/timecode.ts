import Timecode from 'smpte-timecode';
import { InputError } from './byte-source.ts';
import { exactRate, perSecond } from './frame-rate.ts';
import type { FrameRate } from './frame-rate.ts';

const PATTERN = /^((?:[01]\d|2[0-4]):[0-5]\d:[0-5]\d[:;]\d\d)(?:@(\d+(?:\.\d+)?)(?::(\d+))?)?$/;

/** True for `HH:MM:SS;FF`. */
export function isDropFrame(timecode: string): boolean {
  return timecode.includes(';');
}

/**
 * Counts the frames from 00:00:00:00 to a timecode: `HH:MM:SS:FF` or `HH:MM:SS;FF`, hour 24 included, `@rate` or
 * `@numerator:denominator` behind it allowed. Throws an `InputError` when the rate has no such timecode.
 */
export function frameNumber(timecode: string, rate: FrameRate, dropFrame: boolean): number {
  const [, text, numerator, denominator] = PATTERN.exec(timecode) ?? [];
  // What else a job's author wrote is not repeated.
  if (text === undefined) throw new InputError('a timecode of its clips is none');
  // UNSURE: no page says what the rate behind the timecode means. Where it is the input's, it changes nothing.
  if (numerator !== undefined && !isRate(rate, Number(numerator), denominator)) {
    throw new InputError(`the timecode ${timecode} counts at another rate than the input`);
  }
  try {
    const count = (clock: string) =>
      new Timecode(clock, [rate.numerator, rate.denominator], dropsFrames(rate, dropFrame)).frameCount;
    return text.startsWith('24') ? 24 * count('01:00:00:00') + count(`00${text.slice(2)}`) : count(text);
  } catch (error) {
    throw new InputError(`there is no timecode ${timecode} at ${perSecond(rate).toFixed(3)} frames per second`, {
      cause: error,
    });
  }
}

/** Only these rates leave numbers out. UNSURE: at any other rate, `;` is read as `:`. */
function dropsFrames({ numerator, denominator }: FrameRate, dropFrame: boolean): boolean {
  return dropFrame && denominator === 1001 && (numerator === 30_000 || numerator === 60_000);
}

function isRate(rate: FrameRate, numerator: number, denominator: string | undefined): boolean {
  const stated = denominator === undefined ? perSecond(exactRate(numerator)) : numerator / Number(denominator);
  return Math.abs(stated - perSecond(rate)) < 0.001;
}
