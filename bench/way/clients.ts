import { setTimeout as delay } from 'node:timers/promises';
import pLimit from 'p-limit';
import type { Outputs } from '../../local/outputs.ts';
import { statusUpdate } from '../calls/job-events.ts';
import { now, ready } from '../child.ts';
import { subscribe } from '../subscribe.ts';

/** What the process of all clients of a stack is asked. */
export type Question =
  /** Has so many subscribers in all: the first watches every job, as the operations page does, each other one a job, in turns. */
  | { outputs: Pick<Outputs, 'realtimeUrl' | 'apiKey' | 'endpoints'>; subscribers: number }
  /** Hands EventBridge so many updates, of one job after the other, as often as asked; answers when every subscriber has what it watches. */
  | { events: number; eventsPerSecond: number };

/** How updates came through. */
export type Carried = {
  /** From the first event until the last one was accepted, and until it was received. */
  acceptedSeconds: number;
  receivedSeconds: number;
  /** Milliseconds from the moment at which an event was due to be handed over until a subscriber held it: of each event and subscriber. */
  times: Float64Array;
};

type Event = { jobId: string; timestamp: number; text: string };
/** How many events of each job a subscriber holds. */
type Subscriber = { jobId?: string; held: Map<string, number> };

const JOBS = Array.from({ length: 100 }, (_, index) => `${Date.now()}-way${String(index).padStart(3, '0')}`);
const AT_A_TIME = 20;
/** Between the making of events and the first one's turn. */
const LEAD_MS = 100;
/** From the last event on: far more than the slowest load takes. */
const PATIENCE_MS = 60_000;

const FIELDS = '{ jobId eventTimes { lastTime } }';
const WATCH_ALL = `subscription { watched: onAnyJobProgress ${FIELDS} }`;
const WATCH_ONE = `subscription ($jobId: ID!) { watched: onJobProgress(jobId: $jobId) ${FIELDS} }`;

type Message = { type: string; payload?: { data?: { watched: { jobId: string; eventTimes: { lastTime: string } } } } };

let eventsUrl = '';
const subscribers: Subscriber[] = [];
/** Of each job its events, and when each was due, in their order. */
const sent = new Map<string, { timestamp: number; due: number }[]>(JOBS.map((jobId) => [jobId, []]));
let times: number[] = [];
let awaited: { count: number; resolve(): void } | undefined;

/** An update holds all that its job has told until then: events that were folded into one have all come with it. */
function receive({ held }: Subscriber, data: Buffer): void {
  const { payload } = JSON.parse(data.toString()) as Message;
  if (payload?.data === undefined) return;
  const { jobId, eventTimes } = payload.data.watched;
  const arrival = now();
  const events = sent.get(jobId) ?? [];
  let count = held.get(jobId) ?? 0;
  for (let next = events[count]; next && next.timestamp <= Date.parse(eventTimes.lastTime); next = events[count]) {
    times.push(arrival - next.due);
    count += 1;
  }
  held.set(jobId, count);
  if (times.length === awaited?.count) awaited.resolve();
}

async function addSubscriber({ realtimeUrl, apiKey = '' }: Pick<Outputs, 'realtimeUrl' | 'apiKey'>): Promise<void> {
  const index = subscribers.length;
  const jobId = index === 0 ? undefined : JOBS[(index - 1) % JOBS.length];
  // What was sent before it came is none of its business.
  const held = new Map([...sent].map(([job, events]) => [job, events.length]));
  const subscriber: Subscriber = { ...(jobId !== undefined && { jobId }), held };
  subscribers.push(subscriber);
  const watched =
    jobId === undefined ? { query: WATCH_ALL, variables: {} } : { query: WATCH_ONE, variables: { jobId } };
  const id = String(index).padStart(36, '0');
  await subscribe({ realtimeUrl, apiKey, id, ...watched }, (data) => receive(subscriber, data));
}

async function carry(count: number, eventsPerSecond: number): Promise<Carried> {
  const intervalMs = 1000 / eventsPerSecond;
  const events = await updates(count, intervalMs);
  times = [];
  const start = now() + LEAD_MS;
  const received = new Promise<void>((resolve) => {
    awaited = {
      count: events.flatMap(({ jobId }) => subscribers.filter((one) => watches(one, jobId))).length,
      resolve,
    };
  });
  const accepted: Promise<void>[] = [];
  for (const [index, { jobId, timestamp, text }] of events.entries()) {
    const due = start + index * intervalMs;
    if (due > now()) await delay(due - now());
    sent.get(jobId)?.push({ timestamp, due });
    accepted.push(post(text));
  }
  await Promise.all(accepted);
  const acceptedSeconds = (now() - start) / 1000;
  const waiting = new AbortController();
  const lost = delay(PATIENCE_MS, undefined, { signal: waiting.signal }).then(
    () => Promise.reject(new Error(`${times.length} of ${awaited?.count ?? 0} updates came`)),
    () => undefined,
  );
  await Promise.race([received, lost]);
  waiting.abort();
  return { acceptedSeconds, receivedSeconds: (now() - start) / 1000, times: Float64Array.from(times) };
}

const watches = ({ jobId }: Subscriber, job: string): boolean => jobId === undefined || jobId === job;

/** An update of each of the jobs, and again, as often as there are events; no job has two of the same time. */
function updates(count: number, intervalMs: number): Promise<Event[]> {
  const startedAt = Date.now();
  return Promise.all(
    Array.from({ length: count }, async (_, index) => {
      const jobId = JOBS[index % JOBS.length] ?? '';
      const timestamp = startedAt + Math.floor(index * intervalMs);
      const job = { id: jobId, inputs: ['s3://media/ident.mp4'] };
      return { jobId, timestamp, text: JSON.stringify(await statusUpdate(job, index / count, timestamp)) };
    }),
  );
}

async function post(body: string): Promise<void> {
  const response = await fetch(eventsUrl, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
  const answer = await response.text();
  if (!response.ok) throw new Error(`the bus answered ${response.status}: ${answer}`);
}

ready('ready', async (asked) => {
  const question = asked as Question;
  if ('events' in question) return carry(question.events, question.eventsPerSecond);
  const { outputs, subscribers: wanted } = question;
  eventsUrl = `${outputs.endpoints.eventbridge}/events`;
  const missing = new Array<typeof outputs>(wanted - subscribers.length).fill(outputs);
  await pLimit(AT_A_TIME).map(missing, addSubscriber);
  return true;
});
