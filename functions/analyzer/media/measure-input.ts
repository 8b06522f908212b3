import { InputError } from './byte-source.ts';
import { clippedFrames } from './clips.ts';
import type { Clip, Timeline } from './clips.ts';
import type { DescribedFile } from './described-file.ts';
import { perSecond } from './frame-rate.ts';

/** What an input gives to its job, within its clips. */
export type InputMeasure = {
  codec?: string | undefined;
  /** 0 without video. */
  frames: number;
  /** Seconds. */
  duration: number;
};

/** UNSURE: of an audio input, the last two digits are hundredths, and the end of a clip is taken as inclusive, too. */
const HUNDREDTHS = { numerator: 100, denominator: 1 };

/** Counts what is used of a file. Throws an `InputError` when that cannot be known. */
export function measureInput(file: DescribedFile, timeline: Timeline, clips: readonly Clip[]): InputMeasure {
  const { codec, rate, frames, duration } = file;
  if (duration === undefined) throw new InputError('its length is not known');
  if (codec === undefined) {
    if (clips.length === 0) return { frames: 0, duration };
    const hundredths = { rate: HUNDREDTHS, frames: Math.floor(duration * 100) };
    return { frames: 0, duration: clippedFrames(hundredths, timeline, clips) / 100 };
  }
  if (frames === undefined) throw new InputError('its frame rate is not known');
  if (clips.length === 0) return { codec, frames, duration };
  if (rate === undefined || file.variableRate)
    throw new InputError('its frame rate varies, so its clips cannot be counted');
  const clipped = clippedFrames({ rate, frames, startTimecode: file.startTimecode }, timeline, clips);
  return { codec, frames: clipped, duration: clipped / perSecond(rate) };
}
