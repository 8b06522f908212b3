import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request as httpRequest, type ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { listen } from '../../local/listen.ts';

/** A call that went over a wire. */
export type WireCall = {
  /** `dynamodb`, `kinesis`, `sqs` or `graphql`. */
  service: string;
  /** The API operation; of `graphql` the empty text. */
  operation: string;
  body: Buffer;
  status: number;
  /** In which round it was let through, counted from 1; 0 unless the wire works in rounds. */
  round: number;
};

/**
 * How a wire lets calls through: each after so many milliseconds, or in rounds. Then all calls wait until no more of them come,
 * and go together: a call of a round after waits for an answer from a round before. So the number of rounds is the number of sequential
 * round trips, unless the caller pauses for longer than `quietMs` between calls that it makes side by side: then it is one more.
 */
export type Pace = { delayMs: number } | 'ROUNDS';

/** What stands for the network between a collector and what it calls. */
export type Wire<Name extends string = 'gateway' | 'graphql'> = {
  /** Where what was to be called is now. */
  urls: Record<Name, string>;
  setPace(pace: Pace): void;
  /** The calls since the last time, in the order of their answers. Begins the rounds anew. */
  take(): WireCall[];
  close(): Promise<void>;
};

/** What a wire is like. */
export type WireOptions = {
  /** In which no further call must come for a round to be complete. @default 25 */
  quietMs?: number;
};

const QUIET_MS = 25;
/** How long a call waits at most for others: shorter than any caller waits. On a busy machine a round may so be counted as two. */
const LONGEST_WAIT_MS = 3_000;

/** A wire to each of the URLs. It changes nothing in a call, so that signatures hold. */
export async function createWire<Name extends string>(
  targets: Record<Name, string>,
  { quietMs = QUIET_MS }: WireOptions = {},
): Promise<Wire<Name>> {
  // No connection is kept until its other end closes it: a call on its way then would be lost.
  const agent = new Agent({ keepAlive: true, timeout: 2_000 });
  let pace: Pace = { delayMs: 0 };
  let calls: WireCall[] = [];
  let round = 0;
  let waiting: (() => void)[] = [];
  let quiet: NodeJS.Timeout | undefined;
  let since = 0;

  const letThrough = (): void => {
    round += 1;
    const all = waiting;
    waiting = [];
    for (const go of all) go();
  };
  const turn = async (): Promise<number> => {
    if (pace !== 'ROUNDS') {
      // Two in one: the way there and the way back.
      if (pace.delayMs > 0) await delay(pace.delayMs);
      return 0;
    }
    if (waiting.length === 0) since = performance.now();
    if (performance.now() - since < LONGEST_WAIT_MS) {
      clearTimeout(quiet);
      // What has come meanwhile is read before the round begins.
      quiet = setTimeout(() => setImmediate(letThrough), quietMs);
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
    return round;
  };
  const serve = async (target: string, request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const inRound = await turn();
    const { status, headers, body: answer } = await forward(agent, target, request, body);
    calls.push({ ...operationOf(request), body, status, round: inRound });
    response.writeHead(status, headers).end(answer);
  };
  const doors = await Promise.all(
    Object.entries<string>(targets).map(async ([name, target]) => {
      const server = createServer((request, response) => {
        serve(target, request, response).catch(() => response.destroy());
      });
      server.keepAliveTimeout = 60_000;
      const { port } = await listen(server);
      return { server, url: [name, `http://127.0.0.1:${port}${pathOf(target)}`] as const };
    }),
  );
  return {
    urls: Object.fromEntries(doors.map(({ url }) => url)) as Record<Name, string>,
    setPace: (next) => void (pace = next),
    take() {
      const taken = calls;
      calls = [];
      round = 0;
      return taken;
    },
    async close() {
      agent.destroy();
      await Promise.all(
        doors.map(async ({ server }) => {
          const closed = once(server, 'close');
          server.close();
          server.closeAllConnections();
          await closed;
        }),
      );
    },
  };
}

/** The path of a URL, none for the root. */
function pathOf(url: string): string {
  const { pathname } = new URL(url);
  return pathname === '/' ? '' : pathname;
}

/** Of the connection, not of the answer. */
const HOP_BY_HOP = new Set(['connection', 'keep-alive', 'transfer-encoding']);

type Answer = { status: number; headers: IncomingMessage['headers']; body: Buffer };

function forward(agent: Agent, target: string, request: IncomingMessage, body: Buffer): Promise<Answer> {
  const url = new URL(request.url ?? '/', target);
  return new Promise((resolve, reject) => {
    const { method, headers } = request;
    const forwarded = httpRequest(url, { agent, method, headers }, (response) => {
      bodyOf(response).then((answer) => {
        const kept = Object.entries(response.headers).filter(([name]) => !HOP_BY_HOP.has(name));
        resolve({ status: response.statusCode ?? 0, headers: Object.fromEntries(kept), body: answer });
      }, reject);
    });
    forwarded.on('error', reject).end(body);
  });
}

/** Of `stream/consumers`, `buffer` takes more processor time than all else that a wire does. */
function bodyOf(message: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('error', reject).on('end', () => resolve(Buffer.concat(chunks)));
  });
}

const SERVICES: Record<string, string> = { DynamoDB: 'dynamodb', Kinesis: 'kinesis', AmazonSQS: 'sqs' };

/** AWS: the header of the AWS JSON protocols, such as `DynamoDB_20120810.PutItem`. */
function operationOf({ headers }: IncomingMessage): { service: string; operation: string } {
  const target = String(headers['x-amz-target'] ?? '');
  const [prefix = '', operation = ''] = target.split('.');
  const service = SERVICES[prefix.split('_')[0] ?? ''] ?? 'graphql';
  return { service, operation };
}
