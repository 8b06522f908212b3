import { connect as connectTcp } from 'node:net';
import { once } from 'node:events';
import { type Child, startChild } from '../../../../bench/child.ts';
import { type Random, random } from '../../../../bench/time-remaining/random.ts';
import { API_KEY, EXPIRED_API_KEY, PUBLISH } from '../realtime/test-api.ts';
import {
  connect,
  type ConnectOptions,
  open,
  startMessage,
  subprotocols,
  type TestClient,
} from '../realtime/test-client.ts';
import type { Figures } from './figures.ts';
import type { Served } from './serve.ts';

/** How much comes and goes. */
export type ChurnOptions = {
  /** Connections that are opened, each with one to three subscriptions. */
  connections: number;
  /** Whose figures are told each after an equal share of the connections. */
  stages: number;
  seed: number;
  onStage?: (figures: Figures, done: number) => void;
};

const AT_A_TIME = 40;
const CONNECTIONS_A_PUBLISH = 10;
const JOBS = 50;

/**
 * Lets clients come and go at a server of the soak's API in a process of its own, some over TLS, with keys and tokens. Resolves with what that process holds after each
 * stage, when nobody is connected.
 */
export async function churn({ connections, stages, seed, onStage }: ChurnOptions): Promise<Figures[]> {
  const server = await startChild<Served>(new URL('serve.ts', import.meta.url));
  const dice = random(seed);
  const all: Figures[] = [];
  try {
    for (let stage = 0; stage < stages; stage += 1) {
      let left = Math.floor(connections / stages);
      const client = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          if (left % CONNECTIONS_A_PUBLISH === 0) await publish(server.started.host, dice);
          await visit(server.started, dice);
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, client));
      const held = (await server.ask('figures')) as Figures;
      await expectNoFaults(server);
      all.push(held);
      onStage?.(held, (stage + 1) * Math.floor(connections / stages));
    }
  } finally {
    await server.close();
  }
  return all;
}

/** @throws Error with what the server's process has to tell of unhandled rejections and the like */
export async function expectNoFaults(server: Pick<Child<unknown>, 'ask'>): Promise<void> {
  const faults = (await server.ask('faults')) as string[];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** One client's visit, from its connection to its end. */
async function visit({ host, ca, tokens }: Served, dice: Random): Promise<void> {
  const kind = dice.pick(
    'half a request',
    'an upgrade',
    'half a handshake',
    'a refused key',
    'no start',
    'starts',
    'starts',
    'starts',
    'starts',
  );
  if (kind === 'half a request') return dropEarly(host, upgradeRequest(host), dice.between(0, 1));
  if (kind === 'an upgrade') return dropEarly(host, upgradeRequest(host), 1);
  if (kind === 'half a handshake') return dropEarly(host, HANDSHAKE, dice.between(0, 1));
  const transport: ConnectOptions = dice.pick('plain', 'plain', 'TLS') === 'TLS' ? { ca } : {};
  if (kind === 'a refused key') {
    const protocols = subprotocols({ host, 'x-api-key': EXPIRED_API_KEY });
    const refused = await open(host, { ...transport, protocols });
    // It is told so, and closed by the server.
    await refused.next();
    await refused.closed;
    return;
  }
  const { cognito, oidc, opaque } = tokens;
  const authorization = dice.pick<Record<string, string>>(
    { 'x-api-key': API_KEY },
    { 'x-api-key': API_KEY },
    { Authorization: cognito },
    { Authorization: `Bearer ${oidc}` },
    { Authorization: opaque },
  );
  const client = await connect(host, { ...transport, protocols: subprotocols({ host, ...authorization }) });
  if (kind === 'starts') await subscribeSome(client, authorization, dice);
  if (dice.pick('politely', 'dropped') === 'politely') client.socket.close(1000);
  else client.socket.terminate();
  await client.closed;
}

async function subscribeSome(client: TestClient, authorization: object, dice: Random): Promise<void> {
  const count = dice.pick(1, 2, 3);
  const patience = dice.pick('waits', 'waits', 'does not wait');
  for (let index = 0; index < count; index += 1) {
    const id = `subscription-${index}`;
    client.send(start(id, authorization, dice));
    if (patience === 'does not wait') continue;
    const live = (await answerTo(client, id, ['start_ack', 'error'])) === 'start_ack';
    if (!live || dice.pick('stays', 'stops') === 'stays') continue;
    client.send({ id, type: 'stop' });
    await answerTo(client, id, ['complete']);
  }
}

/** The type of the first message to a subscription of one of these types; events go by. */
async function answerTo(client: TestClient, id: string, types: string[]): Promise<string> {
  for (;;) {
    const { id: to, type } = await client.next();
    if (typeof type === 'string' && types.includes(type) && (to === id || to === '')) return type;
  }
}

const filterOf = (fieldName: string, operator: string, value: unknown): string =>
  JSON.stringify({ filterGroup: [{ filters: [{ fieldName, operator, value }] }] });

/** A `start` of one of many shapes: those in the second half are refused. */
function start(id: string, authorization: object, dice: Random): unknown {
  const jobId = jobOf(dice);
  const filtered = 'subscription F($f: AWSJSON!) { onFiltered(filter: $f) { jobId progress { percent } } }';
  const startOf = (query: string, variables: Record<string, unknown> = {}): unknown =>
    startMessage(id, query, variables, authorization);
  return dice.pick<unknown>(
    startOf('subscription { onUpdate { jobId version } }'),
    startOf('subscription U($j: ID) { onUpdate(jobId: $j) { jobId text } }', { j: jobId }),
    startOf('subscription U($j: ID, $q: String) { onUpdate(jobId: $j, queueName: $q) { version } }', {
      j: jobId,
      q: null,
    }),
    startOf(filtered, { f: filterOf('progress.percent', 'ge', Math.floor(dice.between(0, 100))) }),
    startOf(filtered, { f: filterOf('jobId', 'no such operator', 1) }),
    startOf('subscription { onRefused { jobId } }'),
    startOf('subscription { onDeleted { jobId } }'),
    startOf('subscription { nothing }'),
    startOf('subscription {'),
    startOf('query { echo(text: "x") }'),
    startMessage(id, 'subscription { onUpdate { jobId } }', {}, { 'x-api-key': EXPIRED_API_KEY }),
    { id, type: 'start' },
    { id, type: 'no such type' },
  );
}

const jobOf = (dice: Random): string => `job-${Math.floor(dice.between(0, JOBS))}`;

function upgradeRequest(host: string): Buffer {
  const request = [
    'GET /graphql/realtime HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${subprotocols({ host, 'x-api-key': API_KEY }).join(', ')}`,
    '\r\n',
  ];
  return Buffer.from(request.join('\r\n'));
}

/** The start of a TLS handshake of 512 bytes, of which these are the first 100. */
const HANDSHAKE = Buffer.concat([Buffer.from([0x16, 3, 1, 2, 0, 1, 0, 1, 0xfc, 3, 3]), Buffer.alloc(89)]);

/** Sends a part of something, or the whole, and drops the connection without reading the answer. */
async function dropEarly(host: string, whole: Buffer, share: number): Promise<void> {
  const socket = connectTcp(Number(host.split(':')[1]), '127.0.0.1');
  await once(socket, 'connect');
  await new Promise((resolve) => socket.write(whole.subarray(0, Math.floor(share * whole.length)), resolve));
  socket.resetAndDestroy();
}

async function publish(host: string, dice: Random): Promise<void> {
  const input = { jobId: jobOf(dice), text: 'x'.repeat(1000), progress: { percent: dice.between(0, 100) } };
  const answer = await fetch(`http://${host}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': API_KEY },
    body: JSON.stringify({ query: PUBLISH, variables: { input } }),
  });
  const text = await answer.text();
  if (text.includes('"errors"')) throw new Error(text);
}
