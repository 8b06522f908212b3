import type { IncomingMessage } from 'node:http';

/** Reads a request's body; undefined when it is longer than `limit` bytes. Rejects when the client goes away. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length <= limit) chunks.push(chunk);
    // What is too long is read to its end, up to a point: a client that is still sending would not see the answer.
    else if (length > 16 * limit) break;
  }
  return length <= limit ? Buffer.concat(chunks) : undefined;
}
