import { connect as connectTcp } from 'node:net';
import { once } from 'node:events';
import { type Child, startChild } from '../../../../bench/child.ts';
import { type Random, random } from '../../../../bench/time-remaining/random.ts';
import { API_KEY, EXPIRED_API_KEY, PUBLISH } from '../realtime/test-api.ts';
import { connect, open, startMessage, subprotocols, type TestClient } from '../realtime/test-client.ts';
import type { Figures } from './figures.ts';

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
 * Lets clients come and go at a server of the test API in a process of its own. Resolves with what that process holds after each
 * stage, when nobody is connected.
 */
export async function churn({ connections, stages, seed, onStage }: ChurnOptions): Promise<Figures[]> {
  const server = await startChild<string>(new URL('serve.ts', import.meta.url));
  const dice = random(seed);
  const all: Figures[] = [];
  try {
    for (let stage = 0; stage < stages; stage += 1) {
      let left = Math.floor(connections / stages);
      const client = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          if (left % CONNECTIONS_A_PUBLISH === 0) await publish(server.started, dice);
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
export async function expectNoFaults(server: Child<string>): Promise<void> {
  const faults = (await server.ask('faults')) as string[];
  if (faults.length > 0) throw new Error(faults.join('\n'));
}

/** One client's visit, from its connection to its end. */
async function visit(host: string, dice: Random): Promise<void> {
  const kind = dice.pick(
    'half a request',
    'an upgrade',
    'a refused key',
    'no start',
    'starts',
    'starts',
    'starts',
    'starts',
  );
  if (kind === 'half a request') return dropEarly(host, dice.between(0, 1));
  if (kind === 'an upgrade') return dropEarly(host, 1);
  if (kind === 'a refused key') {
    const refused = await open(host, { protocols: subprotocols({ host, 'x-api-key': EXPIRED_API_KEY }) });
    // It is told so, and closed by the server.
    await refused.next();
    await refused.closed;
    return;
  }
  const client = await connect(host);
  if (kind === 'starts') await subscribeSome(client, dice);
  if (dice.pick('politely', 'dropped') === 'politely') client.socket.close(1000);
  else client.socket.terminate();
  await client.closed;
}

async function subscribeSome(client: TestClient, dice: Random): Promise<void> {
  const count = dice.pick(1, 2, 3);
  const patience = dice.pick('waits', 'waits', 'does not wait');
  for (let index = 0; index < count; index += 1) {
    const id = `subscription-${index}`;
    client.send(start(id, dice));
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
function start(id: string, dice: Random): unknown {
  const jobId = jobOf(dice);
  const filtered = 'subscription F($f: AWSJSON!) { onFiltered(filter: $f) { jobId progress { percent } } }';
  return dice.pick<unknown>(
    startMessage(id, 'subscription { onUpdate { jobId version } }'),
    startMessage(id, 'subscription U($j: ID) { onUpdate(jobId: $j) { jobId text } }', { j: jobId }),
    startMessage(id, 'subscription U($j: ID, $q: String) { onUpdate(jobId: $j, queueName: $q) { version } }', {
      j: jobId,
      q: null,
    }),
    startMessage(id, filtered, { f: filterOf('progress.percent', 'ge', Math.floor(dice.between(0, 100))) }),
    startMessage(id, filtered, { f: filterOf('jobId', 'no such operator', 1) }),
    startMessage(id, 'subscription { onRefused { jobId } }'),
    startMessage(id, 'subscription { onDeleted { jobId } }'),
    startMessage(id, 'subscription { nothing }'),
    startMessage(id, 'subscription {'),
    startMessage(id, 'query { echo(text: "x") }'),
    startMessage(id, 'subscription { onUpdate { jobId } }', {}, { 'x-api-key': EXPIRED_API_KEY }),
    { id, type: 'start' },
    { id, type: 'no such type' },
  );
}

const jobOf = (dice: Random): string => `job-${Math.floor(dice.between(0, JOBS))}`;

/** Sends a part of an upgrade request, or the whole, and drops the connection without reading the answer. */
async function dropEarly(host: string, share: number): Promise<void> {
  const socket = connectTcp(Number(host.split(':')[1]), '127.0.0.1');
  await once(socket, 'connect');
  const request = [
    'GET /graphql/realtime HTTP/1.1',
    `Host: ${host}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    `Sec-WebSocket-Protocol: ${subprotocols({ host, 'x-api-key': API_KEY }).join(', ')}`,
    '\r\n',
  ].join('\r\n');
  await new Promise((resolve) => socket.write(request.slice(0, Math.floor(share * request.length)), resolve));
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
