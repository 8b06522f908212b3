import { InputError } from './byte-source.ts';
import type { FrameRate } from './frame-rate.ts';
import { frameNumber, isDropFrame } from './timecode.ts';

/** A part of an input, both ends inclusive. One of them may be open: the input's own beginning or end. */
export type Clip = { startTimecode?: string | undefined; endTimecode?: string | undefined };

/** Where an input's timecodes begin: at what its file says, at zero, or at `timecodeStart`. */
export type Timeline = {
  timecodeSource: 'EMBEDDED' | 'ZEROBASED' | 'SPECIFIEDSTART';
  timecodeStart?: string | undefined;
};

/** What clips are cut from. */
export type ClippedFile = {
  rate: FrameRate;
  /** How many frames the file has. */
  frames: number;
  /** The timecode of its first frame. */
  startTimecode?: string | undefined;
};

/** Counts the frames of an input's clips; without a clip, all its frames. Throws an `InputError` when a clip cannot be cut. */
export function clippedFrames(file: ClippedFile, timeline: Timeline, clips: readonly Clip[]): number {
  if (clips.length === 0) return file.frames;
  const dropFrame = usesDropFrame(file, timeline, clips);
  const start = startOf(file, timeline);
  const offset = start === undefined ? 0 : frameNumber(start, file.rate, dropFrame);
  const at = (timecode: string) => frameNumber(timecode, file.rate, dropFrame) - offset;

  let total = 0;
  let previousEnd = -1;
  clips.forEach(({ startTimecode, endTimecode }, index) => {
    const name = `clip ${index + 1}`;
    if (startTimecode === undefined && endTimecode === undefined) throw new InputError(`${name} has no end at all`);
    const first = startTimecode === undefined ? 0 : at(startTimecode);
    // UNSURE: a clip that ends after the input ends with it.
    const last = Math.min(endTimecode === undefined ? Infinity : at(endTimecode), file.frames - 1);
    if (first < 0 || first >= file.frames) {
      throw new InputError(`${name} is not within the input's ${file.frames} frames`);
    }
    if (last < first) throw new InputError(`${name} ends before it begins`);
    if (first <= previousEnd) throw new InputError(`${name} begins before the end of the one ahead of it`);
    previousEnd = last;
    total += last - first + 1;
  });
  return total;
}

/** AWS: without an embedded timecode, MediaConvert starts at zero. https://docs.aws.amazon.com/mediaconvert/latest/ug/setting-up-timecode.html */
function startOf({ startTimecode }: ClippedFile, { timecodeSource, timecodeStart }: Timeline): string | undefined {
  if (timecodeSource === 'EMBEDDED') return startTimecode;
  if (timecodeSource === 'ZEROBASED') return undefined;
  if (timecodeStart === undefined) throw new InputError('its timecodeStart is missing');
  return timecodeStart;
}

/**
 * A file that carries timecodes says itself how they count.
 * UNSURE: what MediaConvert does when a clip is marked otherwise; the frame with these digits is the likeliest.
 */
function usesDropFrame(
  file: ClippedFile,
  { timecodeSource, timecodeStart }: Timeline,
  clips: readonly Clip[],
): boolean {
  if (timecodeSource === 'EMBEDDED' && file.startTimecode !== undefined) return isDropFrame(file.startTimecode);
  const marks = clips.flatMap(({ startTimecode, endTimecode }) => [startTimecode, endTimecode]);
  const start = timecodeSource === 'SPECIFIEDSTART' ? timecodeStart : undefined;
  return [start, ...marks].some((timecode) => timecode !== undefined && isDropFrame(timecode));
}
