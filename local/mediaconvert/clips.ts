import type { JobInput } from './create-job-request.ts';
import type { JobFault, Media } from './read-media.ts';
import { frameOf } from './timecode.ts';

/** How much of an input goes into the job. `frames` is 0 for audio alone. */
export type Extent = { frames: number; durationS: number };

/**
 * What of an input is used: all of it, or its clips. A clip has both its ends; an end that is missing is the input's.
 * AWS: MediaConvert API Reference, InputClipping; error 1060, a clip that is not on the input's timeline.
 */
export function usedExtent(input: JobInput, media: Media): Extent | JobFault {
  const { inputClippings: clips = [] } = input;
  const [numerator, denominator] = media.rate;
  let used = clips.length === 0 ? media.length : 0;
  const startsAt = timelineStart(input, media);
  for (const [index, { startTimecode, endTimecode }] of clips.entries()) {
    const first = startTimecode === undefined ? 0 : positionOf(startTimecode, media, startsAt);
    const last = endTimecode === undefined ? media.length - 1 : positionOf(endTimecode, media, startsAt);
    if (first === null || last === null || first < 0 || first >= media.length || last < first) {
      const clip = `${startTimecode ?? 'start'} to ${endTimecode ?? 'end'}`;
      return { code: 1060, message: `Invalid clipping region ${index + 1} [${clip}] of input [${input.fileInput}]` };
    }
    // UNSURE: a clip that ends after the input ends with it.
    used += Math.min(last, media.length - 1) - first + 1;
  }
  return { frames: media.video === null ? 0 : used, durationS: (used * denominator) / numerator };
}

function positionOf(timecode: string, media: Media, startsAt: number | null): number | null {
  const frame = frameOf(timecode, media.rate);
  return frame === null || startsAt === null ? null : frame - startsAt;
}

/** The place of the input's first frame on its timeline. UNSURE: without an embedded timecode, EMBEDDED is ZEROBASED. */
function timelineStart({ timecodeSource = 'EMBEDDED', timecodeStart }: JobInput, media: Media): number | null {
  switch (timecodeSource) {
    case 'ZEROBASED':
      return 0;
    case 'SPECIFIEDSTART':
      return timecodeStart === undefined ? 0 : frameOf(timecodeStart, media.rate);
    case 'EMBEDDED':
      return media.startTimecode === null || media.video === null ? 0 : frameOf(media.startTimecode, media.rate);
  }
}
