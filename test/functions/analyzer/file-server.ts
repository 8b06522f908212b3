import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listen } from '../../embedded/listen.ts';
import type { Listening } from '../../embedded/listen.ts';

/** A web server, the ranges that it was asked for, and the connections that were made. */
export type FileServer = Listening & { ranges: string[]; sockets: Socket[] };

/** Starts a server that honours byte ranges of one file, at any path but those that `others` answers. */
export async function startFileServer(
  file: Uint8Array,
  others: Record<string, (request: IncomingMessage, response: ServerResponse) => void> = {},
): Promise<FileServer> {
  const ranges: string[] = [];
  const server = createServer((request, response) => {
    const { range = '' } = request.headers;
    ranges.push(range);
    const other = others[request.url ?? ''];
    if (other !== undefined) {
      other(request, response);
      return;
    }
    const [, start = '', end = ''] = /^bytes=(\d+)-(\d+)$/.exec(range) ?? [];
    const part = file.subarray(Number(start), Number(end) + 1);
    if (part.length === 0) return void response.writeHead(416, { 'content-range': `bytes */${file.length}` }).end();
    const contentRange = `bytes ${start}-${Number(start) + part.length - 1}/${file.length}`;
    response.writeHead(206, { 'content-range': contentRange }).end(part);
  });
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  return { ...(await listen(server)), ranges, sockets };
}
