import { once } from 'node:events';
import { WebSocket } from 'ws';
import { now, ready } from '../child.ts';
import { API_KEY, SUBSCRIBE } from './api.ts';

/** What the receiving process does when it is asked. */
export type Question =
  /** Subscribes to each of the jobs on a socket of its own; without jobs, opens `sockets` sockets of the bare server. */
  | { port: number; jobs: string[] }
  | { port: number; sockets: number }
  /** Answers with the arrival times of the next `take` messages, once all are here. */
  | { take: number }
  /** Answers with the text of the newest message. */
  | 'newest';

/** Shorter frames are keep-alives and acknowledgements. */
const MIN_FRAME_BYTES = 100;

let arrivals: number[] = [];
let newest: Buffer = Buffer.alloc(0);
let waiting: { count: number; resolve(times: Float64Array): void } | undefined;

function receive(data: Buffer): void {
  if (data.length < MIN_FRAME_BYTES) return;
  arrivals.push(now());
  newest = data;
  if (waiting !== undefined && arrivals.length >= waiting.count) hand();
}

function hand(): void {
  if (waiting === undefined) return;
  const { count, resolve } = waiting;
  waiting = undefined;
  const times = Float64Array.from(arrivals.slice(0, count));
  arrivals = arrivals.slice(count);
  resolve(times);
}

async function open(port: number, protocols: string[]): Promise<WebSocket> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/graphql/realtime`, protocols, { perMessageDeflate: false });
  await once(socket, 'open');
  socket.on('close', (code) => {
    throw new Error(`a subscriber was disconnected with ${code}`);
  });
  socket.on('message', receive);
  return socket;
}

async function subscribe(port: number, jobId: string, index: number): Promise<void> {
  const authorization = { host: `127.0.0.1:${port}`, 'x-api-key': API_KEY };
  const header = Buffer.from(JSON.stringify(authorization)).toString('base64url');
  const socket = await open(port, ['graphql-ws', `header-${header}`]);
  const reply = async (message: unknown, type: string): Promise<void> => {
    const answered = new Promise<void>((resolve) => {
      const listen = (data: Buffer): void => {
        if ((JSON.parse(data.toString()) as { type: string }).type !== type) return;
        socket.off('message', listen);
        resolve();
      };
      socket.on('message', listen);
    });
    socket.send(JSON.stringify(message));
    await answered;
  };
  await reply({ type: 'connection_init' }, 'connection_ack');
  // Ids of equal length, as those that clients make are.
  const id = String(index).padStart(36, '0');
  const data = JSON.stringify({ query: SUBSCRIBE, variables: { jobId } });
  await reply({ id, type: 'start', payload: { data, extensions: { authorization } } }, 'start_ack');
}

ready('ready', async (asked) => {
  const question = asked as Question;
  if (question === 'newest') return newest.toString();
  if ('take' in question) {
    return new Promise((resolve) => {
      waiting = { count: question.take, resolve };
      if (arrivals.length >= question.take) hand();
    });
  }
  const { port } = question;
  // One after the other, so that the n-th socket is the n-th.
  if ('sockets' in question) for (let index = 0; index < question.sockets; index += 1) await open(port, []);
  else for (const [index, jobId] of question.jobs.entries()) await subscribe(port, jobId, index);
  return true;
});
