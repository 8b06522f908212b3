import { UsageError } from './command-line.ts';
import { createFaults } from './faults/create-faults.ts';
import { PROFILES } from './faults/profiles.ts';
import { parseStartOptions, USAGE } from './options.ts';

/** How long an orderly stop may take before the process ends anyway. */
const STOP_TIMEOUT_MS = 5_000;
/** A second Ctrl-C ends the process at once. One comes twice when npm passes on what the terminal has sent already. */
const SAME_SIGNAL_MS = 1_000;

// The pinned SDK runs on Node 20; what it says of its later versions is no news to whoever starts a stack.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

async function main(): Promise<void> {
  const options = parseStartOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(USAGE);
    return;
  }
  const stopping = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(stopping));
  // Loaded only now: a wrong option is answered at once.
  const { startLocalStack } = await import('./start-local-stack.ts');
  const log = (line: string): void => console.error(line);
  const faults = options.chaos && createFaults({ seed: options.chaos.seed, profile: PROFILES[options.chaos.profile] });
  if (options.chaos) log(`chaos: ${options.chaos.profile}, --chaos-seed ${options.chaos.seed}`);
  const stack = await startLocalStack({ ...options, signal: stopping.signal, log, ...(faults && { faults }) });
  const { outputs } = stack;
  process.stdout.write(
    [
      '',
      `  Dashboard  ${outputs.dashboardUrl}`,
      `  GraphiQL   ${outputs.graphiqlUrl}`,
      `  GraphQL    ${outputs.graphqlUrl}`,
      `  AWS APIs   ${outputs.endpoints.dynamodb}`,
      `  Outputs    ${options.outputsFile}`,
      '',
      '  Press Ctrl-C to stop.',
      '',
    ].join('\n'),
  );
  await aborted(stopping.signal);
  await stack.close();
}

let stoppedAt: number | undefined;

function stop(stopping: AbortController): void {
  if (stoppedAt !== undefined) {
    if (performance.now() - stoppedAt > SAME_SIGNAL_MS) process.exit(130);
    return;
  }
  stoppedAt = performance.now();
  stopping.abort();
  setTimeout(() => process.exit(1), STOP_TIMEOUT_MS).unref();
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

try {
  await main();
  process.exit(0);
} catch (error) {
  if (error instanceof Error && error.name === 'AbortError') process.exit(130);
  console.error(`npm start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(error instanceof UsageError ? 2 : 1);
}
