import type { MediaInfoResult } from 'mediainfo.js';
import type { BoundedReader } from './bounded-reader.ts';
import { InputError } from './byte-source.ts';
import { exactRate, perSecond } from './frame-rate.ts';
import type { FrameRate } from './frame-rate.ts';

/** What MediaInfo's report says of a file, as far as it counts frames. Without a codec, the file has no video. */
export type DescribedFile = {
  /** The format of the first video track, as MediaInfo names it. */
  codec?: string | undefined;
  rate?: FrameRate | undefined;
  /** True when the frames are not all of one length. */
  variableRate: boolean;
  /** Of H.264 in MPEG-TS, which has no index, up to four frames too few. */
  frames?: number | undefined;
  /** Seconds. */
  duration?: number | undefined;
  /** The timecode of the first frame. */
  startTimecode?: string | undefined;
};

type Track = NonNullable<MediaInfoResult['media']>['track'][number];
type GeneralTrack = Extract<Track, { '@type': 'General' }>;
type VideoTrack = Extract<Track, { '@type': 'Video' }>;

/** Containers whose header has their length, if they know it. */
const FORMATS_WITH_HEADER = ['Matroska', 'WebM', 'Wave', 'AIFF'];
/** ISO/IEC 14496-12: the beginnings of `trex`, which announces fragments, and of `mfhd`, which is in each. */
const FRAGMENT_BOXES = [Buffer.from('\0\0\0\x20trex'), Buffer.from('\0\0\0\x10mfhd')];

/** How MediaInfo read a file. */
type Reading = Pick<BoundedReader, 'cutShort' | 'saw'>;

/**
 * Describes a file. When MediaInfo saw but a part of it, only what the file itself says of its length counts. Throws an
 * `InputError` when that is not enough, or no media.
 */
export function describeFile({ media }: MediaInfoResult, reading: Reading): DescribedFile {
  const cutShort = reading.cutShort();
  const tracks = media?.track ?? [];
  const general = tracks.find((track) => track['@type'] === 'General');
  const video = tracks.find((track) => track['@type'] === 'Video');
  const audio = tracks.find((track) => track['@type'] === 'Audio');
  const isVariable = video?.FrameRate_Mode === 'VFR';
  // Elsewhere than in MPEG-4, no index tells how many frames there are of lengths that vary.
  const isGuess = isVariable && general?.Format !== 'MPEG-4';
  if (cutShort && (isGuess || !tellsLength(general, reading))) {
    throw new InputError(
      'what may be read of it does not tell its length: a larger maxBytesPerInput lets more be read',
    );
  }
  if (video === undefined && audio === undefined) throw new InputError('it holds no video and no audio');
  if (video === undefined) return { variableRate: false, duration: audio?.Duration ?? general?.Duration };

  const rate = rateOf(video);
  const duration = video.Duration ?? general?.Duration;
  return {
    codec: video.Format ?? 'unknown',
    rate,
    variableRate: isVariable,
    // What MediaInfo counted in a part of the file is not the number of its frames.
    frames:
      (cutShort && rate && !isVariable ? undefined : video.FrameCount) ??
      (rate && duration && Math.round(duration * perSecond(rate))),
    duration: duration ?? (rate && video.FrameCount && video.FrameCount / perSecond(rate)),
    startTimecode: video.TimeCode_FirstFrame ?? embeddedTimecode(tracks),
  };
}

/** True when a file tells its length at its beginning, or in an index. Of others, what is known after a part is a guess. */
function tellsLength(general: GeneralTrack | undefined, { saw }: Reading): boolean {
  if (general?.Duration === undefined) return false;
  const format = general.Format ?? '';
  switch (format) {
    case 'MPEG-4':
      return !FRAGMENT_BOXES.some(saw);
    case 'AVI':
      // The header of the first of several RIFF chunks may count that one alone.
      return general.Format_Profile !== 'OpenDML';
    case 'MXF':
      // An open partition's lengths are those so far.
      return general.Format_Settings?.startsWith('Closed') === true;
    default:
      return FORMATS_WITH_HEADER.includes(format);
  }
}

function rateOf({
  FrameRate,
  FrameRate_Num: numerator,
  FrameRate_Den: denominator,
}: VideoTrack): FrameRate | undefined {
  if (numerator !== undefined && denominator !== undefined) return { numerator, denominator };
  return FrameRate === undefined || FrameRate <= 0 ? undefined : exactRate(FrameRate);
}

function embeddedTimecode(tracks: readonly Track[]): string | undefined {
  return tracks
    .filter((track) => track['@type'] === 'Other')
    .find(({ TimeCode_FirstFrame }) => TimeCode_FirstFrame !== undefined)?.TimeCode_FirstFrame;
}
