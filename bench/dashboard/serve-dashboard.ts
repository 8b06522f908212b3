import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { type WebSocket, WebSocketServer } from 'ws';
import { listen } from '../../local/listen.ts';
import { createPages, type Pages } from '../../local/pages/create-pages.ts';
import { ready } from '../child.ts';
import { createLiveJobs, type LiveJobs } from './live-jobs.ts';

/** What this process can be asked. */
export type Question =
  /** Forgets all jobs, and has so many live ones. */
  | { jobs: number; updatesOfJob: number }
  /** Sends so many updates a second, of so many of the newest jobs, until it is told otherwise. */
  | Load;

/** How many updates a second there are, and among how many of the newest jobs they go round. */
export type Load = { updatesPerSecond: number; among: number };

/** What was sent since the question before, and in how many milliseconds. */
export type Sent = { updates: number; milliseconds: number };

/**
 * Serves the page as `npm start` does, and speaks as much of AppSync's protocol with it as the list needs. It executes nothing: the local engine
 * publishes about 1,000 mutations a second (`npm run bench -- fan-out`), and what is measured is the page.
 */
let jobs: LiveJobs = createLiveJobs(1, Infinity);
let subscriber: { socket: WebSocket; id: string } | undefined;
let load: Load = { updatesPerSecond: 0, among: 1 };
let since = performance.now();
let updates = 0;

const api = createServer((req, res) => {
  res.setHeader('access-control-allow-origin', '*');
  res.setHeader('access-control-allow-headers', '*');
  void text(req).then((body) => {
    if (req.method !== 'POST') return void res.end();
    const { variables } = JSON.parse(body) as { variables: { status?: string; nextToken?: string | null } };
    const all = jobs.all().filter(({ status }) => status === variables.status);
    const from = Number(variables.nextToken ?? 0);
    const nextToken = from + 100 < all.length ? String(from + 100) : null;
    res.end(JSON.stringify({ data: { jobsByStatus: { items: all.slice(from, from + 100), nextToken } } }));
  });
});
new WebSocketServer({ server: api, handleProtocols: () => 'graphql-ws' }).on('connection', (socket) => {
  socket.on('message', (data) => {
    const frame = JSON.parse((data as Buffer).toString()) as { type: string; id?: string };
    if (frame.type === 'connection_init') {
      socket.send(JSON.stringify({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } }));
    } else if (frame.type === 'start' && frame.id !== undefined) {
      subscriber = { socket, id: frame.id };
      socket.send(JSON.stringify({ type: 'start_ack', id: frame.id }));
    }
  });
});

setInterval(() => {
  if (subscriber === undefined) return;
  const { socket, id } = subscriber;
  const due = ((performance.now() - since) / 1000) * load.updatesPerSecond;
  for (; updates < due; updates += 1) {
    const data = { onAnyJobProgress: jobs.next(load.among) };
    socket.send(JSON.stringify({ id, type: 'data', payload: { data } }));
  }
}, 5);

function answer(question: unknown): Sent {
  const asked = question as Question;
  const sent = { updates, milliseconds: performance.now() - since };
  if ('jobs' in asked) jobs = createLiveJobs(asked.jobs, asked.updatesOfJob);
  load = 'jobs' in asked ? { updatesPerSecond: 0, among: 1 } : asked;
  since = performance.now();
  updates = 0;
  return sent;
}

const { port } = await listen(api);
const urls = { graphqlUrl: `http://127.0.0.1:${port}/graphql`, realtimeUrl: `ws://127.0.0.1:${port}/graphql/realtime` };
const pages: Pages = await createPages({
  ...urls,
  authorization: { apiKey: 'da2-bench' },
  log: (line) => console.error(line),
});
const pageServer = createServer((req, res) => {
  if (!pages.handle(req, res)) res.writeHead(404).end();
});
ready((await listen(pageServer)).port, answer);
