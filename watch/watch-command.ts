import type { Backoff } from '../client/backoff.ts';
import { UsageError } from '../local/command-line.ts';
import { FAILURE, WRONG_OPTION } from './exit-status.ts';
import { openAccess } from './open-access.ts';
import { parseWatchOptions, USAGE, type WatchOptions } from './options.ts';
import { printable } from '../local/printable.ts';
import { runWatch } from './run-watch.ts';
import { createBarView } from './view/bar-view.ts';
import { createJsonView } from './view/json-view.ts';
import { createLineView } from './view/line-view.ts';
import type { Streams, View } from './view/view.ts';

/** The process that the command runs in. */
export type Surroundings = Streams & {
  env: NodeJS.ProcessEnv;
  /** Aborts with the exit status as its reason, to end the watch. */
  signal: AbortSignal;
  /** @default the client's */
  backoff?: Backoff;
};

/** Carries out `npm run watch`. Resolves to the exit status; the terminal is then as it was, and no connection is open. */
export async function watchCommand(argv: string[], surroundings: Surroundings): Promise<number> {
  const { stdout, stderr, env, signal } = surroundings;
  try {
    const options = parseWatchOptions(argv, env);
    if (options === null) {
      stdout.write(USAGE);
      return 0;
    }
    return await watch(options, surroundings);
  } catch (error) {
    if (signal.aborted) return signal.reason as number;
    const isUsage = error instanceof UsageError;
    stderr.write(`npm run watch: ${printable(error instanceof Error ? error.message : String(error))}\n`);
    if (isUsage) stderr.write('See npm run watch -- --help\n');
    return isUsage ? WRONG_OPTION : FAILURE;
  }
}

async function watch({ subject, json, access }: WatchOptions, surroundings: Surroundings): Promise<number> {
  const { signal, backoff } = surroundings;
  const over = new AbortController();
  const opened = await openAccess(access);
  const view = createView(json, surroundings);
  try {
    const run = { subject, access: opened, view, backoff, signal: AbortSignal.any([signal, over.signal]) };
    return await Promise.race([runWatch(run), interruption(signal)]);
  } finally {
    over.abort();
    view.close();
  }
}

function createView(json: boolean, streams: Streams): View {
  if (json) return createJsonView(streams);
  return streams.stdout.isTTY === true ? createBarView(streams) : createLineView(streams);
}

function interruption(signal: AbortSignal): Promise<number> {
  return new Promise((resolve) => {
    const end = (): void => resolve(signal.reason as number);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}
