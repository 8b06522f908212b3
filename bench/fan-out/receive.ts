import pLimit from 'p-limit';
import { now, ready } from '../child.ts';
import { openSocket, subscribe } from '../subscribe.ts';
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

/** Subscribers are opened so many at a time. */
const AT_A_TIME = 50;

const urlOf = (port: number): string => `ws://127.0.0.1:${port}/graphql/realtime`;

function subscribeTo(port: number, jobId: string, index: number): Promise<void> {
  // Ids of equal length, as those that clients make are.
  const id = String(index).padStart(36, '0');
  return subscribe({ realtimeUrl: urlOf(port), apiKey: API_KEY, id, query: SUBSCRIBE, variables: { jobId } }, receive);
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
  if ('jobs' in question) {
    const { jobs } = question;
    await pLimit(AT_A_TIME).map(jobs, (jobId, index) => subscribeTo(port, jobId, index));
  } else {
    // One after the other, so that the n-th socket is the n-th.
    for (let opened = 0; opened < question.sockets; opened += 1) await openSocket(urlOf(port), [], receive);
  }
  return true;
});
