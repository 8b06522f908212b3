import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ffmpeg } from '../../embedded/ffmpeg.ts';

/** Media files in a directory of their own. */
export type MediaFiles = {
  /** Makes a file with ffmpeg, from the arguments ahead of its name. Returns its path. */
  make: (name: string, ...args: string[]) => Promise<string>;
  /** The path of one that was made. */
  path: (name: string) => string;
  remove: () => void;
};

/** Makes an empty directory for media. */
export function mediaFiles(): MediaFiles {
  const directory = mkdtempSync(join(tmpdir(), 'media-'));
  return {
    async make(name, ...args) {
      await runFfmpeg(...args, join(directory, name));
      return join(directory, name);
    },
    path: (name) => join(directory, name),
    remove: () => rmSync(directory, { recursive: true }),
  };
}

/** Arguments for so many moving pictures, at so many a second. */
export function pictures(rate: string, frames: number): string[] {
  return ['-f', 'lavfi', '-i', `testsrc2=s=64x48:r=${rate}`, '-frames:v', String(frames)];
}

/** Arguments for a tone of so many seconds. */
export function tone(seconds: number): string[] {
  return ['-f', 'lavfi', '-i', `sine=d=${seconds}`];
}

/** What has ffmpeg write a line for each picture. */
const FRAMEHASH = ['-fps_mode', 'passthrough', '-f', 'framehash'];
const picturesOf = (hashes: string): number =>
  hashes.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;

/** Counts the pictures that ffmpeg decodes, those that the filter lets through. */
export async function countPictures(path: string, filter = 'null'): Promise<number> {
  return picturesOf(await runFfmpeg('-i', path, '-map', '0:v:0', '-vf', filter, ...FRAMEHASH, '-'));
}

/** What ffmpeg decodes of a file of MPEG-2 intra frames: how many pictures, and the timecodes in them, one after the other. */
export async function decodePictures(path: string): Promise<{ count: number; timecodes: string[] }> {
  const filter = 'metadata=mode=print:key=timecode:file=-';
  const hashes = `${path}.hashes`;
  const lines = await runFfmpeg('-i', path, '-map', '0:v:0', '-vf', filter, ...FRAMEHASH, hashes);
  const timecodes = [...lines.matchAll(/^timecode=(.*)$/gm)].map(([, timecode = '']) => timecode);
  return { count: picturesOf(await readFile(hashes, 'utf8')), timecodes };
}

async function runFfmpeg(...args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(ffmpeg ?? '', ['-v', 'error', '-y', ...args], { maxBuffer: 2 ** 26 });
  return stdout;
}
