import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { boundedReader } from '../../../../functions/analyzer/media/bounded-reader.ts';
import type { Clip, Timeline } from '../../../../functions/analyzer/media/clips.ts';
import { describeFile } from '../../../../functions/analyzer/media/described-file.ts';
import { measureInput } from '../../../../functions/analyzer/media/measure-input.ts';
import { createMediaInfoPool } from '../../../../functions/analyzer/media/mediainfo-pool.ts';
import { ffmpeg } from '../../../embedded/ffmpeg.ts';
import { countPictures, decodePictures, mediaFiles, pictures, tone } from '../media-files.ts';

const analyze = createMediaInfoPool();
const files = mediaFiles();
afterAll(() => files.remove());

const EMBEDDED: Timeline = { timecodeSource: 'EMBEDDED' };
const ZEROBASED: Timeline = { timecodeSource: 'ZEROBASED' };

async function measure(path: string, timeline: Timeline = EMBEDDED, clips: readonly Clip[] = []) {
  const bytes = readFileSync(path);
  const read = (start: number, length: number) => Promise.resolve(bytes.subarray(start, start + length));
  const reader = boundedReader({ size: bytes.length, read }, Infinity);
  return measureInput(describeFile(await analyze(bytes.length, reader.read), reader), timeline, clips);
}

describe.skipIf(ffmpeg === undefined)('frames counted beside ffmpeg (skipped where ffmpeg is not installed)', () => {
  it.each([
    ['mp4', '25', ['-c:v', 'libx264']],
    ['mp4', '24000/1001', ['-c:v', 'libx264', '-bf', '3']],
    ['mov', '30000/1001', ['-c:v', 'mpeg4']],
    ['mkv', '24000/1001', ['-c:v', 'libx264']],
    ['mkv', '60000/1001', ['-c:v', 'libx264']],
    ['ts', '25', ['-c:v', 'mpeg2video']],
    ['ts', '30000/1001', ['-c:v', 'mpeg2video']],
    ['mxf', '25', ['-c:v', 'mpeg2video']],
    ['mxf', '30000/1001', ['-c:v', 'mpeg2video']],
    ['avi', '25', ['-c:v', 'mpeg4']],
  ])('a whole `%s` file at %s frames per second', async (type, rate, codec) => {
    const path = await files.make(`whole-${rate.replace('/', '-')}.${type}`, ...pictures(rate, 187), ...codec);
    expect((await measure(path)).frames).toBe(await countPictures(path));
  });

  describe.each([
    ['mov', '25', '00:00:58:00', ['00:00:59:20', '00:01:00:10']],
    ['mxf', '25', '10:00:00:00', ['10:00:01:00', '10:00:02:24']],
    ['ts', '50', '00:00:58:00', ['00:00:59:30', '00:01:00:45']],
    ['mov', '24000/1001', '00:00:58:00', ['00:00:59:20', '00:01:00:10']],
    ['mov', '30000/1001', '00:00:58;00', ['00:00:59;20', '00:01:00;10']],
    ['mov', '30000/1001', '00:09:58;00', ['00:09:59;20', '00:10:00;10']],
    ['mxf', '30000/1001', '00:00:58;00', ['00:00:59;20', '00:01:00;10']],
    ['mov', '30000/1001', '00:00:58:00', ['00:00:59:20', '00:01:00:10']],
  ])('in a `%s` file at %s frames per second that begins at `%s`', (type, rate, timecode, [start = '', end = '']) => {
    const FRAMES = 200;
    let path: string;
    let decoded: number;
    let timecodes: string[];
    beforeAll(async () => {
      const args = [...pictures(rate, FRAMES), '-c:v', 'mpeg2video', '-g', '1', '-timecode', timecode];
      path = await files.make(`${rate}-${timecode}.${type}`.replace(/[/:;]/g, '-'), ...args);
      ({ count: decoded, timecodes } = await decodePictures(path));
    });
    const between = (from: string, to: string) => timecodes.indexOf(to) - timecodes.indexOf(from);

    it('a clip holds both the pictures that bear its timecodes', async () => {
      expect(timecodes).toEqual(expect.arrayContaining([start, end]));
      const { frames } = await measure(path, EMBEDDED, [{ startTimecode: start, endTimecode: end }]);
      expect(frames).toBe(between(start, end) + 1);
    });

    it('open clips go to the beginning and to the end, of all that ffmpeg decodes', async () => {
      expect(decoded).toBe(FRAMES);
      const clips = [{ endTimecode: start }, { startTimecode: end }];
      const { frames } = await measure(path, EMBEDDED, clips);
      expect(frames).toBe(FRAMES - (between(start, end) - 1));
    });
  });

  it.each([
    ['25', 25, '00:00:01:00', '00:00:02:24', 1, 2.96],
    ['50', 50, '00:00:01:25', '00:00:03:49', 1.5, 3.98],
  ])(
    'a `ZEROBASED` clip at %s frames per second is what lies between its seconds',
    async (rate, perSecond, startTimecode, endTimecode, from, to) => {
      const path = await files.make(
        `zero-${rate}.mp4`,
        ...pictures(rate, 5 * perSecond),
        '-c:v',
        'libx264',
        '-timecode',
        '01:00:00:00',
      );
      const { frames, duration } = await measure(path, ZEROBASED, [{ startTimecode, endTimecode }]);
      const half = 0.5 / perSecond;
      expect(frames).toBe(await countPictures(path, `select='between(t,${from - half},${to + half})'`));
      expect(duration).toBe(frames / perSecond);
    },
  );

  it.each(['wav', 'm4a', 'mp3'])('a `%s` file has no frames; its clips count hundredths', async (type) => {
    const path = await files.make(`tone.${type}`, ...tone(7));
    const whole = await measure(path);
    expect(whole).toEqual({ frames: 0, duration: expect.closeTo(7, 1) as number });
    const clips = [{ startTimecode: '00:00:01:00', endTimecode: '00:00:02:49' }];
    expect(await measure(path, EMBEDDED, clips)).toEqual({ frames: 0, duration: 1.5 });
  });

  // MediaInfo takes the length of H.264 in MPEG-TS from its time stamps, and the last ones in the file are not the latest.
  it.each(['0', '3'])(
    'H.264 in a `ts` file with %s B-frames is counted but for the last few pictures',
    async (bFrames) => {
      const codec = ['-c:v', 'libx264', '-bf', bFrames, '-x264-params', 'force-cfr=1'];
      const path = await files.make(`h264-${bFrames}.ts`, ...pictures('50', 187), ...codec);
      const { frames } = await measure(path);
      const decoded = await countPictures(path);
      expect(frames).toBeLessThanOrEqual(decoded);
      expect(frames).toBeGreaterThanOrEqual(decoded - 4);
    },
  );

  it('pictures whose rate is not told are not counted', async () => {
    const path = await files.make('variable.ts', ...pictures('50', 100), '-c:v', 'libx264');
    await expect(measure(path)).rejects.toThrow('its frame rate is not known');
  });
});
