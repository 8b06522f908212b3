import type { MediaInfoResult } from 'mediainfo.js';
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
type VideoTrack = Extract<Track, { '@type': 'Video' }>;

/** Containers that tell the length at their beginning, or in an index. Of others, what is known after a part is a guess. */
const FORMATS_WITH_INDEX = ['MPEG-4', 'Matroska', 'WebM', 'MXF', 'AVI', 'Wave', 'AIFF'];

/** Describes a file. `cutShort`: MediaInfo saw but a part of it. Throws an `InputError` when that is not enough, or no media. */
export function describeFile({ media }: MediaInfoResult, cutShort: boolean): DescribedFile {
  const tracks = media?.track ?? [];
  const general = tracks.find((track) => track['@type'] === 'General');
  const video = tracks.find((track) => track['@type'] === 'Video');
  const audio = tracks.find((track) => track['@type'] === 'Audio');
  if (cutShort && !FORMATS_WITH_INDEX.includes(general?.Format ?? '')) {
    throw new InputError('what may be read of it does not tell its length');
  }
  if (video === undefined && audio === undefined) throw new InputError('it holds no video and no audio');
  if (video === undefined) return { variableRate: false, duration: audio?.Duration ?? general?.Duration };

  const rate = rateOf(video);
  const isVariable = video.FrameRate_Mode === 'VFR';
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
