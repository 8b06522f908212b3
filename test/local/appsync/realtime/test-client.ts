import { type ClientOptions, WebSocket } from 'ws';
import { API_KEY } from './test-api.ts';

type Message = Record<string, unknown>;

/** A WebSocket client that queues what it receives. */
export type TestClient = {
  socket: WebSocket;
  send(message: unknown): void;
  /** The oldest message not yet taken. Rejects when the socket has closed and none is left. */
  next(): Promise<Message>;
  /** The close code. */
  closed: Promise<number>;
};

export type ConnectOptions = ClientOptions & { path?: string; protocols?: string[] };

/** The subprotocols that carry an authorization object as today's clients do. */
export function subprotocols(authorization: object): string[] {
  return ['graphql-ws', `header-${Buffer.from(JSON.stringify(authorization)).toString('base64url')}`];
}

export const apiKeyAuthorization = (host: string): Record<string, string> => ({ host, 'x-api-key': API_KEY });

/** Opens a WebSocket, over TLS when a `ca` is given; by default with an API key in the subprotocol. Rejects when the upgrade is refused. */
export async function open(host: string, options: ConnectOptions = {}): Promise<TestClient> {
  const { path = '/graphql/realtime', protocols = subprotocols(apiKeyAuthorization(host)), ...rest } = options;
  const scheme = rest.ca === undefined ? 'ws' : 'wss';
  const socket = new WebSocket(`${scheme}://${host}${path}`, protocols, rest);
  const messages: Message[] = [];
  const waiting: { resolve(message: Message): void; reject(error: Error): void }[] = [];
  let ended = false;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Message;
    const waiter = waiting.shift();
    if (waiter) waiter.resolve(message);
    else messages.push(message);
  });
  const closed = new Promise<number>((resolve) =>
    socket.on('close', (code) => {
      ended = true;
      for (const waiter of waiting.splice(0)) waiter.reject(new Error(`closed with ${code}`));
      resolve(code);
    }),
  );
  await new Promise<void>((resolve, reject) => {
    socket.on('open', resolve);
    socket.on('error', reject);
  });
  return {
    socket,
    closed,
    send: (message) => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
    next: () =>
      new Promise((resolve, reject) => {
        const message = messages.shift();
        if (message) resolve(message);
        else if (ended) reject(new Error('closed'));
        else waiting.push({ resolve, reject });
      }),
  };
}

/** Opens a WebSocket and shakes hands: the next message is what comes after the first `ka`. */
export async function connect(host: string, options: ConnectOptions = {}): Promise<TestClient> {
  const client = await open(host, options);
  client.send({ type: 'connection_init' });
  const ack = await client.next();
  if (ack['type'] !== 'connection_ack') throw new Error(JSON.stringify(ack));
  await client.next();
  return client;
}

/** A `start`; by default authorized by the API key. */
export function startMessage(
  id: string,
  query: string,
  variables: Record<string, unknown> = {},
  authorization: object = { 'x-api-key': API_KEY },
): Message {
  return {
    id,
    type: 'start',
    payload: { data: JSON.stringify({ query, variables }), extensions: { authorization } },
  };
}

/** Starts a subscription and waits until it is live. */
export async function subscribe(client: TestClient, id: string, query: string, variables = {}): Promise<void> {
  client.send(startMessage(id, query, variables));
  const answer = await client.next();
  if (answer['type'] !== 'start_ack') throw new Error(JSON.stringify(answer));
}
