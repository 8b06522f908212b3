import { createRequire } from 'node:module';

/** Frames a second, as a fraction. */
export type FrameRate = readonly [numerator: number, denominator: number];

/** The package has no types of its own. It throws for a timecode that the rate does not have. */
const Timecode = createRequire(import.meta.url)('smpte-timecode') as new (
  text: string,
  frameRate: FrameRate,
  dropFrame: boolean,
) => { frameCount: number };

/** AWS: the pattern of `InputClipping` in the API's model. Hour 24 is allowed, and a rate may follow. */
export const TIMECODE = /^([01][0-9]|2[0-4]):[0-5][0-9]:[0-5][0-9][:;][0-9]{2}(@[0-9]+(\.[0-9]+)?(:[0-9]+)?)?$/;

/**
 * The number of frames before a timecode, counted from 00:00:00:00. Null when there is no such timecode at this rate.
 * UNSURE: a rate behind the timecode is not looked at: its meaning is not documented.
 */
export function frameOf(timecode: string, rate: FrameRate): number | null {
  const [text = ''] = timecode.split('@');
  const dropFrame = text.includes(';') && rate[1] === 1_001 && rate[0] >= 30_000;
  try {
    // The library's day ends at 24:00:00:00: two halves of a day, and the rest.
    if (!text.startsWith('24')) return new Timecode(text, rate, dropFrame).frameCount;
    const halfDay = new Timecode('12:00:00:00', rate, dropFrame).frameCount;
    return 2 * halfDay + new Timecode(`00${text.slice(2)}`, rate, dropFrame).frameCount;
  } catch {
    return null;
  }
}
