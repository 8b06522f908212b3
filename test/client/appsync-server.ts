import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { buildSchema, execute, Kind, OperationTypeNode, parse, validate } from 'graphql';
import { type WebSocket, WebSocketServer } from 'ws';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { createInbox, type Inbox } from './inbox.ts';

/** A frame as it came over the wire. */
export type Frame = {
  type: string;
  id?: string;
  payload?: { data: string; extensions: { authorization: Record<string, string> } };
};

/** A client's connection, as the server sees it. */
export type Peer = {
  /** What the client offered: `graphql-ws` and its authorization object. */
  subprotocols: string[];
  frames: Inbox<Frame>;
  /** Every frame, as it came over the wire. */
  texts: string[];
  send(frame: object): void;
  /** Sends an update to every subscription that this connection holds. */
  publish(job: JobProgress): void;
  /** Handles a frame as the server does on its own. */
  receive(frame: Frame): void;
  /** Cuts the TCP connection. */
  drop(): void;
  /** Resolves when the connection is gone. */
  closed: Promise<void>;
};

/** A request to the HTTP half. */
export type HttpRequest = { headers: Record<string, string | string[] | undefined>; query: string; variables: object };

/**
 * A server that speaks AppSync's protocol under a test's control: it delivers what it is told to, however often and in
 * whatever order, and forgets subscriptions when it is told to. Queries are executed against the real schema.
 */
export type AppSyncServer = {
  graphqlUrl: string;
  realtimeUrl: string;
  /** The jobs that queries find. */
  jobs: Map<string, JobProgress>;
  peers: Inbox<Peer>;
  requests: HttpRequest[];
  /** What the next requests get instead of an answer; it may be nothing at all. */
  faults: ({ status: number; body: object } | 'silence')[];
  /** How a connection answers; without an entry it acknowledges everything. */
  behaviour: { onInit?: (peer: Peer) => void; onStart?: (peer: Peer, frame: Frame) => void };
  close(): Promise<void>;
};

const schemaDocument = ['appsync.graphql', 'schema.graphql']
  .map((name) => readFileSync(new URL(`../../schema/${name}`, import.meta.url), 'utf8'))
  .join('\n');

const schema = buildSchema(schemaDocument);
/** The schema with subscriptions in the place of mutations: so an event is completed by the ordinary executor. */
const eventSchema = buildSchema(
  schemaDocument.replace(/^type Mutation/m, 'type Unused').replace(/^type Subscription/m, 'type Mutation'),
);

/** Starts the server on a free port of the loopback interface. */
export async function startAppSyncServer(): Promise<AppSyncServer> {
  const sockets = new Set<WebSocket>();
  const http = createServer();
  const webSockets = new WebSocketServer({ server: http, handleProtocols: () => 'graphql-ws' });
  const server: AppSyncServer = {
    graphqlUrl: '',
    realtimeUrl: '',
    jobs: new Map(),
    peers: createInbox(),
    requests: [],
    faults: [],
    behaviour: {},
    close: () => close(http, webSockets, sockets),
  };

  http.on('request', (req, res) => {
    void text(req).then(async (body) => {
      res.setHeader('access-control-allow-origin', '*');
      res.setHeader('access-control-allow-headers', '*');
      if (req.method !== 'POST') return void res.end();
      const { query, variables } = JSON.parse(body) as HttpRequest;
      server.requests.push({ headers: req.headers, query, variables });
      const fault = server.faults.shift();
      if (fault === 'silence') return;
      res.writeHead(fault?.status ?? 200, { 'content-type': 'application/json' });
      res.end(JSON.stringify(fault?.body ?? (await run(query, variables, queries(server.jobs)))));
    });
  });
  webSockets.on('connection', (socket, request) => {
    sockets.add(socket);
    const subscriptions = new Map<string, { query: string; variables: object }>();
    const peer: Peer = {
      subprotocols: (request.headers['sec-websocket-protocol'] ?? '').split(/, */),
      frames: createInbox(),
      texts: [],
      send: (frame) => socket.send(JSON.stringify(frame)),
      publish: (job) => {
        for (const [id, { query, variables }] of subscriptions) {
          if ('status' in variables && variables.status !== job.status) continue;
          void run(query, variables, updates(job)).then((payload) => peer.send({ id, type: 'data', payload }));
        }
      },
      receive: (frame) => receive(server, peer, frame, subscriptions),
      drop: () => socket.terminate(),
      closed: new Promise((resolve) => socket.once('close', () => resolve())),
    };
    socket.on('message', (data) => {
      const sent = (data as Buffer).toString();
      peer.texts.push(sent);
      const frame = JSON.parse(sent) as Frame;
      receive(server, peer, frame, subscriptions);
      peer.frames.put(frame);
    });
    server.peers.put(peer);
  });

  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const { port } = http.address() as AddressInfo;
  server.graphqlUrl = `http://127.0.0.1:${port}/graphql`;
  server.realtimeUrl = `ws://127.0.0.1:${port}/graphql/realtime`;
  return server;
}

function receive(
  { behaviour }: AppSyncServer,
  peer: Peer,
  frame: Frame,
  subscriptions: Map<string, { query: string; variables: object }>,
): void {
  const { id = '' } = frame;
  if (frame.type === 'connection_init') {
    if (behaviour.onInit) {
      behaviour.onInit(peer);
      return;
    }
    peer.send({ type: 'connection_ack', payload: { connectionTimeoutMs: 300_000 } });
    peer.send({ type: 'ka' });
  } else if (frame.type === 'start') {
    if (behaviour.onStart) {
      behaviour.onStart(peer, frame);
      return;
    }
    subscriptions.set(id, JSON.parse(frame.payload?.data ?? '{}') as { query: string; variables: object });
    peer.send({ type: 'start_ack', id });
  } else if (frame.type === 'stop') {
    subscriptions.delete(id);
    peer.send({ type: 'complete', id });
  }
}

/** Executes an operation. A subscription's event is completed as a mutation's field would be. */
async function run(query: string, variables: object, rootValue: object): Promise<object> {
  const document = parse(query);
  const errors = validate(schema, document);
  if (errors.length > 0) return { data: null, errors: errors.map(({ message }) => ({ message })) };
  const asQuery = {
    ...document,
    definitions: document.definitions.map((definition) =>
      definition.kind === Kind.OPERATION_DEFINITION && definition.operation === OperationTypeNode.SUBSCRIPTION
        ? { ...definition, operation: OperationTypeNode.MUTATION }
        : definition,
    ),
  };
  return execute({ schema: eventSchema, document: asQuery, rootValue, variableValues: { ...variables } });
}

function queries(jobs: Map<string, JobProgress>): object {
  const newestFirst = (): JobProgress[] => [...jobs.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
  type Page = { limit: number; nextToken?: string; status?: string | null };
  const page = ({ limit, nextToken, status }: Page, fits: (job: JobProgress) => boolean): object => {
    const all = newestFirst().filter((job) => fits(job) && (typeof status !== 'string' || job.status === status));
    const from = Number(nextToken ?? 0);
    const to = from + limit;
    return { items: all.slice(from, to).map(asJob), nextToken: to < all.length ? String(to) : null };
  };
  return {
    job: ({ id }: { id: string }) => {
      const job = jobs.get(id);
      return job === undefined ? null : asJob(job);
    },
    jobsByStatus: (args: Page) => page(args, () => true),
    jobsByQueue: ({ queue, ...args }: Page & { queue: string }) => page(args, (job) => job.queueName === queue),
    jobsByUserMetadata: ({ key, value, ...args }: Page & { key: string; value: string }) =>
      page(args, ({ userMetadata }) => userMetadata.some((pair) => pair.key === key && pair.value === value)),
  };
}

function asJob(job: JobProgress): object {
  return {
    ...job,
    id: job.jobId,
    inputs: [],
    outputGroups: [],
    warnings: [],
    queueTransitions: [],
    events: { items: [] },
    expiresAt: job.createdAt,
  };
}

function updates(job: JobProgress): object {
  return { onJobProgress: job, onAnyJobProgress: job, onJobProgressByUserMetadata: job };
}

async function close(http: Server, webSockets: WebSocketServer, sockets: Set<WebSocket>): Promise<void> {
  for (const socket of sockets) socket.terminate();
  webSockets.close();
  http.closeAllConnections();
  await new Promise((resolve) => http.close(resolve));
}
