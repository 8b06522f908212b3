import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Assembly } from '../../local/assembly/assembly.ts';
import { loadAssembly } from '../../local/assembly/load-assembly.ts';
import { type LocalStack, type LocalStackOptions, startLocalStack } from '../../local/start-local-stack.ts';
import { synthesizeHere } from './synthesize-here.ts';

/** A local stack, and what it serves. */
export type TestStack = LocalStack & { assembly: Assembly };

/** A local stack on free ports, synthesized into a directory of its own, without demo jobs. */
export async function startTestStack(
  options: Partial<
    Pick<
      LocalStackOptions,
      | 'context'
      | 'dataDirectory'
      | 'synthesize'
      | 'assemblyDirectory'
      | 'speed'
      | 'log'
      | 'msPerMinute'
      | 'faults'
      | 'mostBatches'
      | 'onDecision'
      | 'onPrint'
    >
  > = {},
): Promise<TestStack> {
  const directory = await mkdtemp(join(tmpdir(), 'job-progress-'));
  const assemblyDirectory = options.assemblyDirectory ?? join(directory, 'cdk.out');
  const stack = await startLocalStack({
    port: 0,
    workload: false,
    dynamodb: 'dynalite',
    outputsFile: join(directory, 'outputs.json'),
    assemblyDirectory,
    synthesize: synthesizeHere,
    context: {},
    speed: 1,
    log: () => undefined,
    ...options,
  });
  const { region, accountId, graphqlUrl, realtimeUrl, endpoints } = stack.outputs;
  const place = { region, accountId, gatewayUrl: endpoints.sqs, graphqlUrl, realtimeUrl };
  return {
    outputs: stack.outputs,
    principals: stack.principals,
    assembly: loadAssembly(assemblyDirectory, place),
    close: async () => {
      await stack.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/** An EventBridge event, as far as these tests look into it. */
export type TestEvent = {
  id: string;
  detail: Record<string, unknown> & { jobId: string; timestamp: number; status: string };
  [field: string]: unknown;
};

/** The documented sample of a status, as an event of another job. */
export async function sampleEvent(status: string, jobId: string, timestamp: number): Promise<TestEvent> {
  const event = JSON.parse(await readSample(status)) as TestEvent;
  return {
    ...event,
    id: crypto.randomUUID(),
    time: new Date(timestamp).toISOString().replace(/\.\d+Z$/, 'Z'),
    detail: { ...event.detail, jobId, timestamp },
  };
}

const samples = new Map<string, Promise<string>>();

/** The text of a documented sample, which is read once. */
export function readSample(name: string): Promise<string> {
  const file = join(import.meta.dirname, `../../schema/events/samples/${name}.json`);
  const text = samples.get(name) ?? readFile(file, 'utf8');
  samples.set(name, text);
  return text;
}

/** Puts events on the local bus, as EventBridge would deliver them. */
export async function postEvents(stack: LocalStack, events: unknown): Promise<Response> {
  return fetch(`${stack.outputs.endpoints.eventbridge}/events`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(events),
  });
}
