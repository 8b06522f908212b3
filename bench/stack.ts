import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly } from '../local/assembly/assembly.ts';
import { loadAssembly } from '../local/assembly/load-assembly.ts';
import type { Outputs } from '../local/outputs.ts';
import { synthesizeHere } from '../test/end-to-end/synthesize-here.ts';
import { startChild } from './child.ts';
import type { Question } from './stack/serve-stack.ts';

/** A local stack in a process of its own: whoever works with it does not wait for it as a part of itself. */
export type BenchStack = {
  outputs: Outputs;
  assembly: Assembly;
  /** How many calls of roles to DynamoDB there have been since the last time. */
  takeCalls(): Promise<number>;
  close(): Promise<void>;
};

/** Starts a stack as `npm start` would, without demo jobs. */
export async function startBenchStack(): Promise<BenchStack> {
  const directory = mkdtempSync(join(tmpdir(), 'bench-stack-'));
  const assemblyDirectory = join(directory, 'cdk.out');
  await synthesizeHere(assemblyDirectory, {});
  const child = await startChild<string>(new URL('stack/serve-stack.ts', import.meta.url));
  const ask = (question: Question): Promise<unknown> => child.ask(question);
  const outputs = (await ask({ directory })) as Outputs;
  const { region, accountId, graphqlUrl, realtimeUrl, endpoints } = outputs;
  return {
    outputs,
    assembly: loadAssembly(assemblyDirectory, {
      region,
      accountId,
      gatewayUrl: endpoints.sqs,
      graphqlUrl,
      realtimeUrl,
    }),
    takeCalls: async () => Number(await ask('calls')),
    async close() {
      await ask('close');
      await child.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}
