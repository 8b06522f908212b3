import { fileURLToPath } from 'node:url';
import mediaInfoFactory from 'mediainfo.js';

/** A Lambda function that reports the formats of the general and the first track of a file, given in base64. */
export async function handler(file: string): Promise<unknown[]> {
  const bytes = Buffer.from(file, 'base64');
  const mediaInfo = await mediaInfoFactory({ locateFile: (name) => fileURLToPath(new URL(name, import.meta.url)) });
  const { media } = await mediaInfo.analyzeData(bytes.length, (length, offset) =>
    bytes.subarray(offset, offset + length),
  );
  return (media?.track ?? []).map((track) => track.Format);
}
