import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clippedFrames } from '../../../../functions/analyzer/media/clips.ts';
import type { Clip, Timeline } from '../../../../functions/analyzer/media/clips.ts';

const PAL = { numerator: 25, denominator: 1 };
const NTSC = { numerator: 30_000, denominator: 1001 };
const EMBEDDED: Timeline = { timecodeSource: 'EMBEDDED' };
const ZEROBASED: Timeline = { timecodeSource: 'ZEROBASED' };
const specified = (timecodeStart?: string): Timeline => ({ timecodeSource: 'SPECIFIEDSTART', timecodeStart });
const clip = (startTimecode?: string, endTimecode?: string): Clip => ({ startTimecode, endTimecode });
/** Ten minutes, that begin at 01:00:00:00. */
const FILE = { rate: PAL, frames: 15_000, startTimecode: '01:00:00:00' };
const DROP_FRAME_FILE = { rate: NTSC, frames: 17_982, startTimecode: '01:00:00;00' };

describe('the frames of clips', () => {
  it.each([
    ['of no clip are all', FILE, EMBEDDED, [], 15_000],
    ['include both ends', FILE, EMBEDDED, [clip('01:00:01:00', '01:00:01:24')], 25],
    ['can be a single one', FILE, EMBEDDED, [clip('01:00:01:00', '01:00:01:00')], 1],
    [
      'of several clips add up',
      FILE,
      EMBEDDED,
      [clip('01:00:00:00', '01:00:00:09'), clip('01:00:01:00', '01:00:01:09')],
      20,
    ],
    ['go to the end without an end', FILE, EMBEDDED, [clip('01:09:59:00')], 25],
    ['go from the beginning without a start', FILE, EMBEDDED, [clip(undefined, '01:00:00:24')], 25],
    ['end with the file at the latest', FILE, EMBEDDED, [clip('01:09:59:00', '01:10:05:00')], 25],
    ['of open clips add up', FILE, EMBEDDED, [clip(undefined, '01:00:00:24'), clip('01:09:59:00')], 50],
    ['start at zero with `ZEROBASED`', FILE, ZEROBASED, [clip('00:09:59:00')], 25],
    ['start at zero where no timecode is embedded', { rate: PAL, frames: 100 }, EMBEDDED, [clip('00:00:03:00')], 25],
    ['start at `timecodeStart` with `SPECIFIEDSTART`', FILE, specified('10:00:00:00'), [clip('10:09:59:00')], 25],
    ['may lie in hour 24', FILE, specified('23:59:59:00'), [clip('24:00:00:00', '24:00:00:24')], 25],
    ['are counted without the numbers left out', DROP_FRAME_FILE, EMBEDDED, [clip('01:00:59;29', '01:01:00;02')], 2],
    ['are counted as the file counts, if marked otherwise', DROP_FRAME_FILE, EMBEDDED, [clip('01:09:59:00')], 30],
    [
      'are counted as the clip is marked without a timecode in the file',
      { rate: NTSC, frames: 3600 },
      EMBEDDED,
      [clip('00:00:59;29', '00:01:00;02')],
      2,
    ],
    ['are counted so, too, with `ZEROBASED`', DROP_FRAME_FILE, ZEROBASED, [clip('00:00:59:29', '00:01:00:02')], 4],
  ])('%s', (_, file, timeline, clips, frames) => {
    expect(clippedFrames(file, timeline, clips)).toBe(frames);
  });

  it.each([
    [
      'a clip ahead of the file',
      FILE,
      EMBEDDED,
      [clip('00:59:59:24', '01:00:00:10')],
      "clip 1 is not within the input's 15000 frames",
    ],
    ['a clip behind the file', FILE, EMBEDDED, [clip('01:10:00:00')], "clip 1 is not within the input's 15000 frames"],
    [
      'a clip that counts from zero where the file does not',
      FILE,
      EMBEDDED,
      [clip('00:00:01:00')],
      "clip 1 is not within the input's 15000 frames",
    ],
    [
      'a clip that ends before it begins',
      FILE,
      EMBEDDED,
      [clip('01:00:01:00', '01:00:00:24')],
      'clip 1 ends before it begins',
    ],
    [
      'clips that overlap',
      FILE,
      EMBEDDED,
      [clip('01:00:00:00', '01:00:01:00'), clip('01:00:01:00')],
      'clip 2 begins before the end of the one ahead of it',
    ],
    [
      'a clip behind an open one',
      FILE,
      EMBEDDED,
      [clip('01:00:00:00'), clip('01:00:01:00')],
      'clip 2 begins before the end of the one ahead of it',
    ],
    [
      'a clip behind one that ends with the file',
      FILE,
      EMBEDDED,
      [clip('01:09:00:00', '01:10:00:00'), clip('01:09:30:00')],
      'clip 2 begins before the end of the one ahead of it',
    ],
    [
      'a clip with both its ends ahead of the file',
      FILE,
      EMBEDDED,
      [clip(undefined, '00:59:59:00')],
      'clip 1 ends before it begins',
    ],
    ['a clip without ends', FILE, EMBEDDED, [clip()], 'clip 1 has no end at all'],
    ['`SPECIFIEDSTART` without a start', FILE, specified(), [clip('01:00:00:00')], 'its timecodeStart is missing'],
  ])('%s cannot be counted', (_, file, timeline, clips, reason) => {
    expect(() => clippedFrames(file, timeline, clips)).toThrow(reason);
  });

  it('stay the same in number when a clip is cut in two', () => {
    const at = (frame: number) => {
      const parts = [
        Math.floor(frame / 90_000),
        Math.floor(frame / 1500) % 60,
        Math.floor(frame / 25) % 60,
        frame % 25,
      ];
      return parts.map((part) => String(part).padStart(2, '0')).join(':');
    };
    const three = fc.uniqueArray(fc.nat(FILE.frames - 1), { minLength: 3, maxLength: 3 });
    fc.assert(
      fc.property(three, (frames) => {
        const [first = 0, middle = 0, last = 0] = frames.sort((a, b) => a - b);
        const whole = [clip(at(first), at(last))];
        const halves = [clip(at(first), at(middle)), clip(at(middle + 1), at(last))];
        expect(clippedFrames(FILE, ZEROBASED, whole)).toBe(last - first + 1);
        expect(clippedFrames(FILE, ZEROBASED, halves)).toBe(last - first + 1);
      }),
    );
  });
});
