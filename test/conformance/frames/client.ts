import { WebSocket } from 'ws';
import { type Authorization, authorize } from '../authorization.ts';
import type { Target } from '../target.ts';
import type { Connect, Operation } from './frame-case.ts';

type Message = Record<string, unknown>;

/** One WebSocket connection to the API. */
export type FrameClient = {
  send(message: string): void;
  /** The first `ka`. */
  keepAlive: Promise<void>;
  /** The oldest message not yet taken, `ka` left aside. Rejects when the connection has ended and none is left. */
  next(): Promise<Message>;
  /** The close code. */
  closed: Promise<number>;
  end(): void;
};

/** The text of an operation as clients send it, over HTTP and in a `start`. */
export const operationText = ({ query, variables = {} }: Operation): string => JSON.stringify({ query, variables });

/** The authorization object for `body`, sent to a path below the GraphQL endpoint's. */
export async function authorization(
  target: Target,
  as: Authorization,
  { body, path = '' }: { body: string; path?: string },
): Promise<Record<string, string>> {
  const { host, pathname } = new URL(target.graphqlUrl);
  const headers = {
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
    'content-type': 'application/json; charset=UTF-8',
    host,
  };
  return { host, ...(await authorize(target, as, { path: `${pathname}${path}`, headers, body })) };
}

/** The `host` of an authorization object is the GraphQL endpoint's; each request has its own. */
const withoutHost = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host'));

/** Runs a mutation over HTTP. Throws when it is refused. */
export async function publish(target: Target, operation: Operation): Promise<void> {
  const body = operationText(operation);
  const headers = withoutHost(await authorization(target, operation.as ?? 'key', { body }));
  const response = await fetch(target.graphqlUrl, { method: 'POST', headers, body });
  if (response.status !== 200) throw new Error(await response.text());
}

/** Opens a connection. */
export async function openClient(target: Target, connect: Connect = {}): Promise<FrameClient> {
  const { as = 'key', by = 'subprotocol', subprotocols = ['graphql-ws'] } = connect;
  const object = await authorization(target, as, { body: '{}', path: '/connect' });
  const json = JSON.stringify(object);
  const base64 = Buffer.from(json).toString(by === 'url-safe query' ? 'base64url' : 'base64');
  const header = by === 'query' ? encodeURIComponent(base64) : base64;
  const query = by.endsWith('query') ? `?header=${header}&payload=e30=` : '';
  const offered = by === 'subprotocol' ? [`header-${Buffer.from(json).toString('base64url')}`] : [];
  // `ws` itself would end a connection to a server that takes none of its subprotocols: it is not told of such.
  const isAgreed = subprotocols.includes('graphql-ws');
  const socket = new WebSocket(`${target.realtimeUrl}${query}`, isAgreed ? [...subprotocols, ...offered] : [], {
    headers: {
      ...(by === 'headers' && withoutHost(object)),
      ...(!isAgreed && subprotocols.length > 0 && { 'sec-websocket-protocol': subprotocols.join(', ') }),
    },
  });
  return queued(socket);
}

async function queued(socket: WebSocket): Promise<FrameClient> {
  const messages: Message[] = [];
  const waiting: { resolve(message: Message): void; reject(error: Error): void }[] = [];
  let hearKeepAlive = (): void => undefined;
  const keepAlive = new Promise<void>((resolve) => (hearKeepAlive = resolve));
  let code: number | undefined;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Message;
    if (message['type'] === 'ka') {
      hearKeepAlive();
      return;
    }
    const waiter = waiting.shift();
    if (waiter) waiter.resolve(message);
    else messages.push(message);
  });
  const closed = new Promise<number>((resolve) =>
    socket.on('close', (closeCode) => {
      code = closeCode;
      for (const waiter of waiting.splice(0)) waiter.reject(new Error(`closed with ${closeCode}`));
      resolve(closeCode);
    }),
  );
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return {
    closed,
    keepAlive,
    send: (message) => socket.send(message),
    next: () =>
      new Promise((resolve, reject) => {
        const message = messages.shift();
        if (message) resolve(message);
        else if (code === undefined) waiting.push({ resolve, reject });
        else reject(new Error(`closed with ${code}`));
      }),
    end: () => socket.terminate(),
  };
}
