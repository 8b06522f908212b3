import type { IncomingMessage } from 'node:http';

/** Larger than any request of the imitated APIs but an S3 object's. */
export const MAX_BODY_BYTES = 64 * 1024 * 1024;

/** The whole body of a request; null when it is longer than `MAX_BODY_BYTES`, of which no more is read. */
export async function readBody(request: IncomingMessage): Promise<Buffer | null> {
  if (Number(request.headers['content-length'] ?? 0) > MAX_BODY_BYTES) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MAX_BODY_BYTES) return null;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}
