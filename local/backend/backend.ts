import { once } from 'node:events';
import { Agent, type IncomingMessage, request as httpRequest, type Server } from 'node:http';
import type { AwsResponse } from '../gateway/service.ts';
import { headerRecord } from '../header-record.ts';
import { close } from '../listen.ts';
import { privateSocket } from './private-socket.ts';

/** Where an emulator listens: at a Unix domain socket, or, if it cannot, at a port of 127.0.0.1. */
export type BackendAddress = { socketPath: string } | { port: number };

/** An embedded emulator, reached over HTTP. */
export type Backend = {
  /** Makes the connections, for clients of other kinds. */
  agent: Agent;
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

/** A backend that listens already. */
export function connectBackend(address: BackendAddress): Backend {
  // What an agent is made with goes before what a request asks for: all its connections lead to the address.
  const agent = new Agent({ keepAlive: true, ...address });
  return {
    agent,
    send: ({ method, path, headers, body }) =>
      new Promise((resolve, reject) => {
        const length = body.length > 0 || method === 'POST' || method === 'PUT';
        const request = httpRequest({
          agent,
          host: '127.0.0.1',
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

/** Has an emulator's server listen at a private socket. */
export async function listenAsBackend(server: Server): Promise<{
  address: BackendAddress;
  /** Closes the emulator with every connection to it, and has it listen at the same socket again. */
  restart(): Promise<void>;
  close(): Promise<void>;
}> {
  // The gateway decides when a connection ends; a backend that closed idle ones would now and then cut a request off.
  server.keepAliveTimeout = 0;
  const { socketPath, remove } = privateSocket();
  server.listen(socketPath);
  await once(server, 'listening');
  return {
    address: { socketPath },
    async restart() {
      await close(server);
      server.listen(socketPath);
      await once(server, 'listening');
    },
    close: async () => {
      await close(server);
      remove();
    },
  };
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
