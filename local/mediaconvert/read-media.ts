import { GetObjectCommand, HeadObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import {
  type AudioTrack,
  type MediaInfo,
  mediaInfoFactory,
  type OtherTrack,
  type Track,
  type VideoTrack,
} from 'mediainfo.js';
import pLimit from 'p-limit';
import type { FrameRate } from './timecode.ts';

/** What a media file holds. */
export type Media = {
  video: VideoTrack | null;
  audio: AudioTrack[];
  /** Frames a second; for audio alone hundredths of a second, as its timecodes count them. */
  rate: FrameRate;
  /** How many of them. */
  length: number;
  /** The timecode of the first frame, where the file holds one. */
  startTimecode: string | null;
};

/** Why a job fails: MediaConvert's code, and a message. */
export type JobFault = { code: number; message: string };

/** Reads inputs, one after another. */
export type MediaReader = {
  /** What the input holds, or why it cannot be used. Rejects when `abortSignal` aborts. */
  read(uri: string, abortSignal: AbortSignal): Promise<Media | JobFault>;
  close(): Promise<void>;
};

/**
 * Reads inputs from S3 with MediaInfo, only as many bytes of them as MediaInfo asks for.
 * AWS: MediaConvert User Guide, "Error codes"; the words of 1404 are those of captured events.
 */
export function createMediaReader(s3: S3Client): MediaReader {
  // An instance takes a while to make and reads one file at a time.
  let instance: Promise<MediaInfo> | undefined;
  const oneAtATime = pLimit(1);

  async function dispose(): Promise<void> {
    const made = instance;
    instance = undefined;
    (await made)?.close();
  }

  async function read(uri: string, abortSignal: AbortSignal): Promise<Media | JobFault> {
    abortSignal.throwIfAborted();
    const fault = (code: number, reason: string): JobFault => ({
      code,
      message: `Unable to open input file [${uri}]: [Failed probe/open: [${reason}]]`,
    });
    const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
    if (Bucket === undefined) return fault(1404, 'Failed to read data: only S3 is read from here');
    const head = await s3.send(new HeadObjectCommand({ Bucket, Key }), { abortSignal }).catch(() => null);
    abortSignal.throwIfAborted();
    if (head === null) return fault(1404, 'Failed to read data: HeadObject failed');

    try {
      instance ??= mediaInfoFactory({ format: 'object' });
      const mediaInfo = await instance;
      const { media } = await mediaInfo.analyzeData(head.ContentLength ?? 0, async (size, offset) => {
        if (size <= 0) return new Uint8Array();
        const Range = `bytes=${offset}-${offset + size - 1}`;
        const { Body: body } = await s3.send(new GetObjectCommand({ Bucket, Key, Range }), { abortSignal });
        return (await body?.transformToByteArray()) ?? new Uint8Array();
      });
      // UNSURE: the code of a file that holds no media.
      return mediaOf(media?.track ?? []) ?? fault(1040, 'no video or audio of a known length found in file');
    } catch (error) {
      // What failed half-way may have left it in any state.
      await dispose();
      abortSignal.throwIfAborted();
      return fault(1040, error instanceof Error ? error.message : String(error));
    }
  }

  return {
    read: (uri, abortSignal) => oneAtATime(read, uri, abortSignal),
    close: () => oneAtATime(dispose),
  };
}

function mediaOf(tracks: Track[]): Media | null {
  const video = tracks.find((track) => track['@type'] === 'Video') ?? null;
  const audio = tracks.filter((track) => track['@type'] === 'Audio');
  const other = tracks.filter((track) => track['@type'] === 'Other');
  const extent = video === null ? audioExtent(audio) : videoExtent(video);
  return extent && { video, audio, startTimecode: startTimecode(video, other), ...extent };
}

function videoExtent(video: VideoTrack): Pick<Media, 'rate' | 'length'> | null {
  const { FrameRate: frameRate, FrameRate_Num: numerator, FrameRate_Den: denominator } = video;
  const rate: FrameRate | null =
    numerator !== undefined && denominator !== undefined
      ? [numerator, denominator]
      : frameRate === undefined
        ? null
        : [Math.round(frameRate * 1_000), 1_000];
  if (rate === null) return null;
  const length = video.FrameCount ?? Math.round(((video.Duration ?? 0) * rate[0]) / rate[1]);
  return length > 0 ? { rate, length } : null;
}

function audioExtent([audio]: AudioTrack[]): Pick<Media, 'rate' | 'length'> | null {
  const length = Math.round((audio?.Duration ?? 0) * 100);
  return length > 0 ? { rate: [100, 1], length } : null;
}

function startTimecode(video: VideoTrack | null, other: OtherTrack[]): string | null {
  const found = [video?.TimeCode_FirstFrame, ...other.map((track) => track.TimeCode_FirstFrame)];
  return found.find((timecode) => timecode !== undefined) ?? null;
}
