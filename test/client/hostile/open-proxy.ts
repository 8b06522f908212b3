import { createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, WebSocket, WebSocketServer } from 'ws';
import type { Random } from '../../../bench/time-remaining/random.ts';
import { listen } from '../../embedded/listen.ts';

/** How often each thing happens to a message, a request or a connection: 0 never, 1 always. */
export type Faults = {
  /** A message is lost, and nobody is told. */
  lose: number;
  duplicate: number;
  /** A message arrives after the one that follows it. */
  overtake: number;
  /** The connection is cut after a message. */
  cut: number;
  /** From a message on nothing passes in either direction, and the connection stays open. */
  freeze: number;
  /** A request is cut, or never answered. */
  failRequest: number;
};

/** A network between a client and an API. */
export type Proxy = {
  graphqlUrl: string;
  /** How often each fault has happened. */
  happened: Record<keyof Faults, number>;
  close(): Promise<void>;
};

/** What a client is told to wait for a sign of life: a connection that has frozen is to be noticed within a test. */
const CONNECTION_TIMEOUT_MS = 300;

/** Opens a proxy to the API at `graphqlUrl` in which things go wrong as `random` has it. */
export async function openProxy(graphqlUrl: string, faults: Faults, random: Random): Promise<Proxy> {
  const { port } = new URL(graphqlUrl);
  const happened: Proxy['happened'] = { lose: 0, duplicate: 0, overtake: 0, cut: 0, freeze: 0, failRequest: 0 };
  const happens = (fault: keyof Faults): boolean => {
    if (random.between(0, 1) >= faults[fault]) return false;
    happened[fault] += 1;
    return true;
  };

  const passRequest = (request: IncomingMessage, response: ServerResponse): void => {
    if (happens('failRequest')) {
      if (random.between(0, 1) < 0.5) request.socket.destroy();
      return;
    }
    const { method = 'GET', url: path, headers } = request;
    const onward = httpRequest({ host: '127.0.0.1', port, method, path, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    onward.on('error', () => request.socket.destroy());
    request.pipe(onward);
  };

  /** Passes messages of one direction on. */
  const pass = (to: WebSocket, cut: () => void, freeze: () => boolean) => {
    let held: string | undefined;
    return (message: RawData): void => {
      const text = shortenTimeout((message as Buffer).toString());
      if (freeze() || happens('lose')) return;
      if (held === undefined && happens('overtake')) {
        held = text;
        return;
      }
      const ready = [text, ...(happens('duplicate') ? [text] : []), ...(held === undefined ? [] : [held])];
      held = undefined;
      for (const one of ready) if (to.readyState === WebSocket.OPEN) to.send(one);
      if (happens('cut')) cut();
    };
  };
  const join = (client: WebSocket, request: IncomingMessage): void => {
    const protocols = (request.headers['sec-websocket-protocol'] ?? '').split(/, */);
    const server = new WebSocket(`ws://127.0.0.1:${port}${request.url ?? ''}`, protocols);
    let isFrozen = false;
    const freeze = (): boolean => (isFrozen ||= happens('freeze'));
    const cut = (): void => {
      client.terminate();
      server.terminate();
    };
    const early: RawData[] = [];
    const toServer = pass(server, cut, freeze);
    client.on('message', (message: RawData) => {
      if (server.readyState === WebSocket.OPEN) toServer(message);
      else early.push(message);
    });
    server.on('open', () => early.splice(0).forEach(toServer));
    server.on('message', pass(client, cut, freeze));
    for (const end of [client, server]) {
      end.on('error', cut);
      end.on('close', () => {
        if (!isFrozen) cut();
      });
    }
  };

  const webSockets = new WebSocketServer({ noServer: true, handleProtocols: () => 'graphql-ws' });
  const http = createServer(passRequest);
  http.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) =>
    webSockets.handleUpgrade(request, socket, head, join),
  );
  const { url, close } = await listen(http);
  return {
    graphqlUrl: `${url}/graphql`,
    happened,
    close: async () => {
      for (const client of webSockets.clients) client.terminate();
      await close();
    },
  };
}

function shortenTimeout(text: string): string {
  const frame = JSON.parse(text) as { type: string };
  if (frame.type !== 'connection_ack') return text;
  return JSON.stringify({ ...frame, payload: { connectionTimeoutMs: CONNECTION_TIMEOUT_MS } });
}
