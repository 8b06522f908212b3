import type { JobInput } from './create-job-request.ts';
import type { JobFault, Media } from './read-media.ts';
import { frameOf } from './timecode.ts';

/** How much of an input goes into the job. `frames` is 0 for audio alone. */
export type Extent = { frames: number; durationS: number };

/**
 * What of an input is used: all of it, or its clips. A clip has both its ends; an end that is missing is the input's.
 * AWS: MediaConvert API Reference, InputClipping: clips follow one another and do not overlap; error 1060, a clip that is not
 * on the input's timeline.
 */
export function usedExtent(input: JobInput, media: Media): Extent | JobFault {
  const { inputClippings: clips = [] } = input;
  const [numerator, denominator] = media.rate;
  let used = clips.length === 0 ? media.length : 0;
  let previousEnd = -1;
  const startsAt = timelineStart(input, media);
  for (const [index, { startTimecode, endTimecode }] of clips.entries()) {
    const first = startTimecode === undefined ? 0 : positionOf(startTimecode, media, startsAt);
    const end = endTimecode === undefined ? Infinity : positionOf(endTimecode, media, startsAt);
    // UNSURE: a clip that ends after the input ends with it.
    const last = end === null ? null : Math.min(end, media.length - 1);
    const isOnTimeline = startsAt !== null && first !== null && first > previousEnd && first < media.length;
    if (!isOnTimeline || last === null || last < first) {
      const clip = `${startTimecode ?? 'start'} to ${endTimecode ?? 'end'}`;
      return { code: 1060, message: `Invalid clipping region ${index + 1} [${clip}] of input [${input.fileInput}]` };
    }
    previousEnd = last;
    used += last - first + 1;
  }
  return { frames: media.video === null ? 0 : used, durationS: (used * denominator) / numerator };
}

function positionOf(timecode: string, media: Media, startsAt: number | null): number | null {
  const frame = frameOf(timecode, media.rate);
  return frame === null || startsAt === null ? null : frame - startsAt;
}

/**
 * The place of the input's first frame on its timeline; null when it has none. AWS: MediaConvert API Reference, Input:
 * SPECIFIEDSTART needs `timecodeStart`. UNSURE: without an embedded timecode, EMBEDDED is ZEROBASED.
 */
function timelineStart({ timecodeSource = 'EMBEDDED', timecodeStart }: JobInput, media: Media): number | null {
  switch (timecodeSource) {
    case 'ZEROBASED':
      return 0;
    case 'SPECIFIEDSTART':
      return timecodeStart === undefined ? null : frameOf(timecodeStart, media.rate);
    case 'EMBEDDED':
      return media.startTimecode === null || media.video === null ? 0 : frameOf(media.startTimecode, media.rate);
  }
}
