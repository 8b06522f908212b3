import { Agent, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import type { AwsResponse } from '../gateway/service.ts';
import { headerRecord } from '../header-record.ts';
import { listen, type Listening } from '../listen.ts';

/** An embedded emulator, reached over HTTP on the loopback interface. */
export type Backend = {
  port: number;
  /** Sends a request as it is given and collects the answer. Rejects only when the connection fails. */
  send(request: {
    method: string;
    /** With the query string. */
    path: string;
    headers: Record<string, string>;
    body: string | Buffer;
  }): Promise<AwsResponse>;
  /** Drops the connections that are kept open. The emulator itself is its owner's to stop. */
  disconnect(): void;
};

/** Headers that concern one connection only, and must not be passed on. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/** A backend that listens at a port of 127.0.0.1 already. */
export function connectBackend(port: number): Backend {
  const agent = new Agent({ keepAlive: true });
  return {
    port,
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body.length > 0 || method === 'POST' || method === 'PUT';
        const request = httpRequest({
          agent,
          host: '127.0.0.1',
          port,
          method,
          path,
          headers: { ...headers, ...(length && { 'content-length': Buffer.byteLength(body) }) },
        });
        request.on('error', reject);
        request.on('response', (response) => {
          collect(response).then(resolve, reject);
        });
        request.end(body);
      }),
    disconnect: () => agent.destroy(),
  };
}

/** Has an emulator's server listen on a free port. */
export function listenAsBackend(server: Server): Promise<Listening> {
  // The gateway decides when a connection ends; a backend that closed idle ones would now and then cut a request off.
  server.keepAliveTimeout = 0;
  return listen(server);
}

/** The headers of a request that mean something to the emulator: what the gateway has verified, and the framing, are left out. */
export function forwardedHeaders(headers: Record<string, string>): Record<string, string> {
  const dropped = new Set([...HOP_BY_HOP, 'content-length', 'expect', 'host']);
  // `:path` and the like are how HTTP/2 frames a request.
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !dropped.has(name) && !name.startsWith(':')));
}

async function collect(response: IncomingMessage): Promise<AwsResponse> {
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const headers = Object.entries(headerRecord(response.headers)).filter(([name]) => !HOP_BY_HOP.has(name));
  return { status: response.statusCode ?? 500, headers: Object.fromEntries(headers), body: Buffer.concat(chunks) };
}
