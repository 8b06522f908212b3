import fc from 'fast-check';
import { startChild } from '../../../../bench/child.ts';
import { API_KEY } from '../realtime/test-api.ts';
import { expectNoFaults } from './churn.ts';
import { hostileInput } from './hostile-inputs.ts';
import { exchange, type Exchange, type Sending } from './raw-exchange.ts';

/** What the answers to the inputs of one kind were: how many of each status or end. */
export type FuzzSummary = Record<string, number>;

const AT_A_TIME = 25;
/** Far longer than any answer takes. */
const PATIENCE_MS = 20_000;
const INTERNAL = /InternalFailure|An internal error occurred/;

/**
 * Sends hostile inputs to a server of the test API in a process of its own: each must be answered or its connection ended, none may
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
  const server = await startChild<string>(new URL('serve.ts', import.meta.url));
  const summary: FuzzSummary = {};
  try {
    for (let done = 0, batch = 0; done < runs; batch += 1) {
      const inputs = fc.sample(hostileInput, { numRuns: Math.min(1000, runs - done), seed: seed + batch });
      const rest = inputs.values();
      const client = async (): Promise<void> => {
        for (const input of rest) {
          const outcome = check(input, await exchange(server.started, input, PATIENCE_MS), seed);
          summary[outcome] = (summary[outcome] ?? 0) + 1;
        }
      };
      await Promise.all(Array.from({ length: AT_A_TIME }, client));
      await expectGoodAnswer(server.started);
      await expectNoFaults(server);
      done += inputs.length;
      onBatch?.(done);
    }
  } finally {
    await server.close();
  }
  return summary;
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
