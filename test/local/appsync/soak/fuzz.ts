import fc from 'fast-check';
import { startChild } from '../../../../bench/child.ts';
import { API_KEY } from '../realtime/test-api.ts';
import { expectNoFaults } from './churn.ts';
import { hostileInput } from './hostile-inputs.ts';
import { exchange, type Exchange, type Sending } from './raw-exchange.ts';
import type { Served } from './serve.ts';

/** What became of the inputs. */
export type FuzzSummary = {
  /** By kind and status or end: how many. */
  answers: Record<string, number>;
  /** How many operations the engine ran, by mode, and how many results fields on tables had. */
  reached: Record<string, number>;
};

const AT_A_TIME = 25;
/** Far longer than any answer takes. */
const PATIENCE_MS = 20_000;
const INTERNAL = /InternalFailure|An internal error occurred/;

/**
 * Sends hostile inputs to a server of the soak's API in a process of its own: each must be answered or its connection ended, none may
 * bring an internal error about, and the server must go on to answer others.
 *
 * @throws Error with the input, in base64, and the seed
 */
export async function fuzz(options: {
  runs: number;
  seed: number;
  onBatch?: (done: number) => void;
}): Promise<FuzzSummary> {
  const { runs, seed, onBatch } = options;
  const server = await startChild<Served>(new URL('serve.ts', import.meta.url));
  const inputOfAny = hostileInput(server.started.tokens);
  const answers: FuzzSummary['answers'] = {};
  try {
    for (let done = 0, batch = 0; done < runs; batch += 1) {
      const inputs = fc.sample(inputOfAny, { numRuns: Math.min(1000, runs - done), seed: seed + batch });
      const rest = inputs.values();
      const client = async (): Promise<void> => {
        for (const input of rest) {
          const outcome = check(input, await exchange(server.started, input, PATIENCE_MS), seed);
          answers[outcome] = (answers[outcome] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, client));
      await expectGoodAnswer(server.started.host);
      await expectNoFaults(server);
      done += inputs.length;
      onBatch?.(done);
    }
    return { answers, reached: (await server.ask('reached')) as FuzzSummary['reached'] };
  } finally {
    await server.close();
  }
}

function check(input: Sending, { answer, end }: Exchange, seed: number): string {
  const status = /^HTTP\/1\.1 (\d+)/.exec(answer)?.[1];
  if (end === 'silence' || (status ?? '').startsWith('5') || INTERNAL.test(answer)) {
    const sent = Buffer.concat([input.first, input.later ?? Buffer.alloc(0)]).toString('base64');
    throw new Error(
      `${input.kind} ended in ${end} with ${JSON.stringify(answer.slice(0, 500))}; seed ${seed}, sent ${sent}`,
    );
  }
  return `${input.kind}: ${status ?? 'closed'}`;
}

async function expectGoodAnswer(host: string): Promise<void> {
  const response = await fetch(`http://${host}/graphql`, {
    method: 'POST',
    headers: { 'x-api-key': API_KEY },
    body: JSON.stringify({ query: '{ echo(text: "still here") }' }),
  });
  const answer = await response.text();
  if (answer !== '{"data":{"echo":"still here"}}')
    throw new Error(`a good request was answered ${response.status}: ${answer}`);
}
