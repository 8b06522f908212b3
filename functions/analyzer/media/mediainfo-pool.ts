import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import mediaInfoFactory from 'mediainfo.js';
import type { MediaInfo, MediaInfoResult } from 'mediainfo.js';
import { InputError } from './byte-source.ts';

/** MediaInfo's report of a file of `size` bytes. `read` returns no bytes to make it stop and report what it knows. */
export type Analyze = (
  size: number,
  read: (length: number, offset: number) => Promise<Uint8Array>,
) => Promise<MediaInfoResult>;

/** Small enough that a file of a single block still comes in pieces: MediaInfo then keeps what it learnt at the end. */
const PIECE_BYTES = 64 * 1024;

/** Makes a pool of MediaInfo instances. It grows to as many as work at one time, as each reads one file at a time. */
export function createMediaInfoPool(): Analyze {
  const idle: MediaInfo[] = [];
  return async (size, read) => {
    const mediaInfo = idle.pop() ?? (await mediaInfoFactory({ chunkSize: PIECE_BYTES, locateFile }));
    let readError: Error | undefined;
    const report = await mediaInfo
      .analyzeData(size, async (length, offset) => {
        try {
          return await read(length, offset);
        } catch (error) {
          readError = error instanceof Error ? error : new Error(String(error));
          throw readError;
        }
      })
      .catch((error: unknown) => {
        if (readError !== undefined) {
          idle.push(mediaInfo);
          throw readError;
        }
        // An instance that broke down is not used again.
        throw new InputError('MediaInfo breaks down on it', { cause: error });
      });
    idle.push(mediaInfo);
    return report;
  };
}

/** The bundle has the WASM file beside it; unbundled, it lies where the package has it. */
function locateFile(name: string, directory: string): string {
  const beside = fileURLToPath(new URL(name, import.meta.url));
  return existsSync(beside) ? beside : `${directory}../${name}`;
}
