import { spawnSync } from 'node:child_process';

const program = process.env['FFMPEG_PATH'] ?? 'ffmpeg';

/** The program that counts frames independently; undefined where it is not installed. */
export const ffmpeg: string | undefined = spawnSync(program, ['-version']).status === 0 ? program : undefined;
