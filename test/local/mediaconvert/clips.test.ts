import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { usedExtent } from '../../../local/mediaconvert/clips.ts';
import type { JobInput } from '../../../local/mediaconvert/create-job-request.ts';
import { createMediaReader, type Media, type MediaReader } from '../../../local/mediaconvert/read-media.ts';
import type { FrameRate } from '../../../local/mediaconvert/timecode.ts';
import { ffmpeg } from '../../embedded/ffmpeg.ts';
import { BUCKET, serveMediaConvert, type ServedMediaConvert } from './serve-media-convert.ts';

const fileInput = 's3://media/a.mov';
const NTSC: FrameRate = [30_000, 1_001];
const video = (length: number, rate: FrameRate = [25, 1], startTimecode: string | null = null): Media => ({
  video: { '@type': 'Video' },
  audio: [],
  rate,
  length,
  startTimecode,
});
const audio = (hundredths: number): Media => ({ ...video(hundredths, [100, 1]), video: null });
const clip = (startTimecode?: string, endTimecode?: string) => ({
  ...(startTimecode !== undefined && { startTimecode }),
  ...(endTimecode !== undefined && { endTimecode }),
});

it.each<[string, Media, Omit<JobInput, 'fileInput'>, frames: number, durationS: number]>([
  ['all of an input', video(200), {}, 200, 8],
  ['a frame', video(200), { inputClippings: [clip('00:00:01:00', '00:00:01:00')] }, 1, 0.04],
  ['both ends', video(200), { inputClippings: [clip('00:00:01:00', '00:00:01:24')] }, 25, 1],
  ['the rest', video(200), { inputClippings: [clip('00:00:07:00')] }, 25, 1],
  ['the beginning', video(200), { inputClippings: [clip(undefined, '00:00:00:24')] }, 25, 1],
  ['no more than there is', video(200), { inputClippings: [clip('00:00:07:00', '00:01:00:00')] }, 25, 1],
  [
    'two clips',
    video(200),
    { inputClippings: [clip('00:00:01:00', '00:00:01:24'), clip('00:00:03:00', '00:00:04:24')] },
    75,
    3,
  ],
  [
    'a minute of drop frames',
    video(3_600, NTSC),
    { inputClippings: [clip('00:00:00;00', '00:01:00;02')] },
    1_801,
    (1_801 * 1_001) / 30_000,
  ],
  [
    'the same without',
    video(3_600, NTSC),
    { inputClippings: [clip('00:00:00:00', '00:01:00:00')] },
    1_801,
    (1_801 * 1_001) / 30_000,
  ],
  ['the embedded timeline', video(200, [25, 1], '01:00:00:00'), { inputClippings: [clip('01:00:07:00')] }, 25, 1],
  [
    'the timeline from zero, whatever is embedded',
    video(200, [25, 1], '01:00:00:00'),
    { timecodeSource: 'ZEROBASED', inputClippings: [clip('00:00:07:00')] },
    25,
    1,
  ],
  [
    'a timeline with a start',
    video(200),
    { timecodeSource: 'SPECIFIEDSTART', timecodeStart: '10:00:00:00', inputClippings: [clip('10:00:07:00')] },
    25,
    1,
  ],
  ['audio in hundredths', audio(6_000), { inputClippings: [clip('00:00:30:75', '00:00:31:74')] }, 0, 1],
  ['hour 24', video(200, [25, 1], '23:59:59:00'), { inputClippings: [clip('24:00:00:00')] }, 175, 7],
])('counts %s', (_, media, input, frames, durationS) => {
  expect(usedExtent({ fileInput, ...input }, media)).toEqual({
    frames,
    durationS: expect.closeTo(durationS, 9) as number,
  });
});

it.each<[string, Media, Omit<JobInput, 'fileInput'>]>([
  ['after the end', video(200), { inputClippings: [clip('00:00:08:00')] }],
  ['before the beginning', video(200, [25, 1], '01:00:00:00'), { inputClippings: [clip('00:00:01:00')] }],
  ['with its ends the wrong way', video(200), { inputClippings: [clip('00:00:02:00', '00:00:01:00')] }],
  [
    'ahead of the one before it',
    video(200),
    { inputClippings: [clip('00:00:03:00', '00:00:04:00'), clip('00:00:01:00', '00:00:02:00')] },
  ],
  [
    'that begins with the last frame of the one before it',
    video(200),
    { inputClippings: [clip('00:00:01:00', '00:00:02:00'), clip('00:00:02:00')] },
  ],
  [
    'behind one that ends with the input',
    video(200),
    { inputClippings: [clip('00:00:01:00', '00:01:00:00'), clip('00:00:02:00')] },
  ],
  [
    'on a timeline whose `timecodeStart` is missing',
    video(200),
    { timecodeSource: 'SPECIFIEDSTART', inputClippings: [clip('00:00:01:00')] },
  ],
  ['of a frame that the rate does not have', video(200), { inputClippings: [clip('00:00:01:25')] }],
])('refuses a clip %s with 1060', (_, media, input) => {
  expect(usedExtent({ fileInput, ...input }, media)).toMatchObject({ code: 1_060 });
});

it('counts as one does who goes from frame to frame', () => {
  const timecode = (frame: number): string =>
    [Math.floor(frame / 90_000), Math.floor(frame / 1_500) % 60, Math.floor(frame / 25) % 60, frame % 25]
      .map((part) => String(part).padStart(2, '0'))
      .join(':');
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 200_000 }), fc.array(fc.nat(250_000), { maxLength: 6 }), (length, ends) => {
      const sorted = [...new Set(ends)].sort((one, other) => one - other).filter((frame) => frame < length);
      const pairs = sorted.flatMap((first, index) =>
        index % 2 === 0 ? [[first, sorted[index + 1] ?? length - 1] as const] : [],
      );
      const inputClippings = pairs.map(([first, last]) => clip(timecode(first), timecode(last)));
      const frames = pairs.length === 0 ? length : pairs.reduce((sum, [first, last]) => sum + last - first + 1, 0);
      expect(usedExtent({ fileInput, inputClippings }, video(length))).toMatchObject({ frames });
    }),
  );
});

describe.skipIf(ffmpeg === undefined)('real media (needs `ffmpeg`)', () => {
  let served: ServedMediaConvert;
  let s3: S3Client;
  let reader: MediaReader;

  beforeAll(async () => {
    served = await serveMediaConvert(1);
    s3 = new S3Client({ ...served.gateway.client(served.gateway.admin), forcePathStyle: true });
    reader = createMediaReader(s3);
  });

  afterAll(async () => {
    await reader.close();
    s3.destroy();
    await served.close();
  });

  /** The frames that ffmpeg decodes, of a file as a whole or between frames, both included. */
  async function decoded(file: string, ranges: (readonly [number, number])[]): Promise<number> {
    const path = new URL(`../../../local/mediaconvert/media/${file}`, import.meta.url).pathname;
    const select = ranges.map(([first, last]) => `between(n,${first},${last})`).join('+');
    const filter = select === '' ? [] : ['-vf', `select='${select}'`];
    const args = ['-i', path, ...filter, '-fps_mode', 'passthrough', '-an', '-f', 'null', '-'];
    const { stderr } = await promisify(execFile)(ffmpeg ?? '', args);
    return Number([...stderr.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1]);
  }

  it.each<[string, Omit<JobInput, 'fileInput'>, (readonly [number, number])[]]>([
    ['harbour.mp4', {}, []],
    ['ident.mp4', {}, []],
    ['night-train.mov', {}, []],
    ['screen.webm', {}, []],
    [
      'harbour.mp4',
      { inputClippings: [clip('00:00:01:00', '00:00:02:09'), clip('00:00:50:00')] },
      [
        [25, 59],
        [1_250, 1_499],
      ],
    ],
    ['night-train.mov', { inputClippings: [clip('01:00:10;00', '01:00:19;29')] }, [[300, 599]]],
    ['screen.webm', { inputClippings: [clip('00:00:10:00', '00:00:10:09')] }, [[100, 109]]],
  ])('%s with %o has the frames that ffmpeg decodes', async (file, input, ranges) => {
    const media = await reader.read(`s3://${BUCKET}/${file}`, new AbortController().signal);
    if ('code' in media) throw new Error(media.message);
    expect(usedExtent({ fileInput, ...input }, media)).toMatchObject({ frames: await decoded(file, ranges) });
  });
});
