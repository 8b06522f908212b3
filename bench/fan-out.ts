import { Agent, request as httpRequest } from 'node:http';
import { type Child, now, startChild } from './child.ts';
import { API_KEY, PUBLISH } from './fan-out/api.ts';
import type { Question } from './fan-out/receive.ts';
import { type Spread, spread } from './spread.ts';

/** What a server did in a round. */
type Round = {
  /** While four publishers keep it busy. */
  messagesPerSecond: number;
  /** Processor time of the server for each of these messages, in microseconds. */
  processorTime: number;
  /** From publishing to arrival in milliseconds, each publish waiting until the one before has arrived everywhere. */
  p50: number;
  p99: number;
};

/** What a server did: medians over the rounds, and of the slowest and the fastest of them the messages a second. */
export type Delivery = Round & { slowest: number; fastest: number; rounds: number };

/** How it is measured. */
export type FanOutOptions = {
  subscribers: number;
  /** Of the field that makes the messages as long as wanted. */
  textBytes: number;
  /** `all`: a message goes to every subscriber. `one`: each subscriber has an argument value of its own, a message goes to one. */
  audience: 'all' | 'one';
  rounds: number;
  /** Of each round, for the throughput, and as many as are needed of these for the times. */
  publishes: number;
};

type Contestant = {
  server: Child<number>;
  receiver: Child<string>;
  publish(index: number): Promise<void>;
};

const PUBLISHERS = 4;

/** The engine, and a bare `ws` server that sends what the engine sent, in turns. Each server is a process, and its subscribers are another. */
export async function measureFanOut(options: FanOutOptions): Promise<{ engine: Delivery; bare: Delivery }> {
  const { subscribers, textBytes, audience, rounds } = options;
  const jobs = Array.from({ length: subscribers }, (_, index) => `job-${audience === 'one' ? index + 1000 : 1000}`);
  const agent = new Agent({ keepAlive: true });
  const text = 'x'.repeat(textBytes);

  const [engine, bare] = await Promise.all([
    contestant('fan-out/serve-engine.ts', (port, index) =>
      post(
        agent,
        `http://127.0.0.1:${port}/graphql`,
        JSON.stringify({ query: PUBLISH, variables: { jobId: jobs[index % subscribers], text } }),
      ),
    ),
    contestant('fan-out/serve-bare.ts', (port, index) =>
      post(agent, `http://127.0.0.1:${port}/${audience === 'one' ? index % subscribers : ''}`, ''),
    ),
  ]);
  try {
    await Promise.all([
      ask(engine.receiver, { port: engine.server.started, jobs }),
      ask(bare.receiver, { port: bare.server.started, sockets: subscribers }),
    ]);
    const [, frame] = [await deliver(engine, options, 1), await ask(engine.receiver, 'newest')];
    await bare.server.ask({ frame });
    const deliveries: { engine: Round[]; bare: Round[] } = { engine: [], bare: [] };
    // The first round is there to warm up.
    for (let round = 0; round <= rounds; round += 1) {
      for (const [name, one] of [
        ['engine', engine],
        ['bare', bare],
      ] as const) {
        const delivery = await measure(one, options);
        if (round > 0) deliveries[name].push(delivery);
      }
    }
    return { engine: medians(deliveries.engine), bare: medians(deliveries.bare) };
  } finally {
    agent.destroy();
    for (const { server, receiver } of [engine, bare]) {
      await receiver.close();
      await server.close();
    }
  }
}

async function contestant(
  module: string,
  publish: (port: number, index: number) => Promise<void>,
): Promise<Contestant> {
  const [server, receiver] = await Promise.all([
    startChild<number>(new URL(module, import.meta.url)),
    startChild<string>(new URL('fan-out/receive.ts', import.meta.url)),
  ]);
  return { server, receiver, publish: (index) => publish(server.started, index) };
}

const ask = (receiver: Child<string>, question: Question): Promise<unknown> => receiver.ask(question);

async function measure(one: Contestant, options: FanOutOptions): Promise<Round> {
  const { publishes, audience } = options;
  const times: number[] = [];
  const pacedPublishes = audience === 'all' ? Math.ceil(publishes / 4) : publishes;
  for (let index = 0; index < pacedPublishes; index += 1) {
    const start = now();
    for (const arrival of await deliver(one, options, 1, index)) times.push(arrival - start);
  }
  times.sort((a, b) => a - b);

  const busyBefore = Number(await one.server.ask('processor time'));
  const start = now();
  const arrivals = await deliver(one, options, publishes);
  const seconds = (Math.max(...arrivals.subarray(-1000)) - start) / 1000;
  const busy = Number(await one.server.ask('processor time')) - busyBefore;
  return {
    messagesPerSecond: arrivals.length / seconds,
    processorTime: busy / arrivals.length,
    p50: times[Math.floor(0.5 * times.length)] ?? NaN,
    p99: times[Math.floor(0.99 * times.length)] ?? NaN,
  };
}

/** Publishes, and resolves with the arrival times of all messages. */
async function deliver(
  { receiver, publish }: Contestant,
  { subscribers, audience }: FanOutOptions,
  publishes: number,
  first = 0,
): Promise<Float64Array> {
  let index = first;
  const work = async (): Promise<void> => {
    while (index < first + publishes) await publish(index++);
  };
  const taken = ask(receiver, { take: publishes * (audience === 'all' ? subscribers : 1) });
  await Promise.all(Array.from({ length: PUBLISHERS }, work));
  return (await taken) as Float64Array;
}

function medians(rounds: Round[]): Delivery {
  const of = (name: keyof Round): Spread => spread(rounds.map((round) => round[name]));
  const messages = of('messagesPerSecond');
  return {
    messagesPerSecond: messages.median,
    slowest: messages.min,
    fastest: messages.max,
    processorTime: of('processorTime').median,
    p50: of('p50').median,
    p99: of('p99').median,
    rounds: rounds.length,
  };
}

function post(agent: Agent, url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-api-key': API_KEY,
    };
    const request = httpRequest(url, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('error', reject).on('end', () => {
        if (response.statusCode === 200 && !text.includes('"errors"')) resolve();
        else reject(new Error(`${url} answered ${String(response.statusCode)}: ${text}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
