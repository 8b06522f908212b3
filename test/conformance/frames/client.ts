import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { WebSocket } from 'ws';
import type { Target } from '../target.ts';
import type { Authorization, Connect, Operation } from './frame-case.ts';

type Message = Record<string, unknown>;

/** One WebSocket connection to the API. */
export type FrameClient = {
  send(message: string): void;
  /** The oldest message not yet taken, `ka` left aside. Rejects when the connection has ended and none is left. */
  next(): Promise<Message>;
  /** The close code. */
  closed: Promise<number>;
  end(): void;
};

/** The text of an operation as clients send it, over HTTP and in a `start`. */
export const operationText = ({ query, variables = {} }: Operation): string => JSON.stringify({ query, variables });

/** What authorizes `body`, sent to a path of the GraphQL endpoint. */
export async function authorize(
  target: Target,
  as: Authorization,
  { body, path = '' }: { body: string; path?: string },
): Promise<Record<string, string>> {
  const { host, hostname, pathname, protocol } = new URL(target.graphqlUrl);
  if (as === 'key') return { host, 'x-api-key': target.apiKey };
  if (as !== 'iam') return { host, ...as };
  const { region } = target;
  const credentials = await target.credentials();
  const signer = new SignatureV4({ credentials, service: 'appsync', region, sha256: Sha256, applyChecksum: false });
  const headers = {
    accept: 'application/json, text/javascript',
    'content-encoding': 'amz-1.0',
    'content-type': 'application/json; charset=UTF-8',
    host,
  };
  const request = { method: 'POST', protocol, hostname, path: `${pathname}${path}`, query: {}, headers, body };
  return (await signer.sign(request)).headers;
}

/** The `host` of an authorization object is the GraphQL endpoint's; each request has its own. */
const withoutHost = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => name !== 'host'));

/** Runs a mutation over HTTP. Throws when it is refused. */
export async function publish(target: Target, operation: Operation): Promise<void> {
  const body = operationText(operation);
  const headers = withoutHost(await authorize(target, operation.as ?? 'key', { body }));
  const response = await fetch(target.graphqlUrl, { method: 'POST', headers, body });
  if (response.status !== 200) throw new Error(await response.text());
}

/** Opens a connection. */
export async function openClient(target: Target, connect: Connect = {}): Promise<FrameClient> {
  const { as = 'key', by = 'subprotocol', subprotocols = ['graphql-ws'] } = connect;
  const authorization = await authorize(target, as, { body: '{}', path: '/connect' });
  const json = JSON.stringify(authorization);
  const base64 = Buffer.from(json).toString(by === 'url-safe query' ? 'base64url' : 'base64');
  const header = by === 'query' ? encodeURIComponent(base64) : base64;
  const query = by.endsWith('query') ? `?header=${header}&payload=e30=` : '';
  const offered = by === 'subprotocol' ? [`header-${Buffer.from(json).toString('base64url')}`] : [];
  const socket = new WebSocket(`${target.realtimeUrl}${query}`, [...subprotocols, ...offered], {
    ...(by === 'headers' && { headers: withoutHost(authorization) }),
  });
  return queued(socket);
}

async function queued(socket: WebSocket): Promise<FrameClient> {
  const messages: Message[] = [];
  const waiting: { resolve(message: Message): void; reject(error: Error): void }[] = [];
  let code: number | undefined;
  socket.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString('utf8')) as Message;
    if (message['type'] === 'ka') return;
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
