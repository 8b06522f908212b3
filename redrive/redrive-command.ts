import type { Writable } from 'node:stream';
import { UsageError } from '../local/command-line.ts';
import { printable } from '../local/printable.ts';
import { openStack } from './open-stack.ts';
import { parseRedriveOptions, type RedriveOptions, USAGE } from './options.ts';
import { redriveQueue } from './redrive-queue.ts';
import { routeFrom } from './routes.ts';
import { emptyTally, summaryOf } from './tally.ts';

/** The process that the command runs in. */
export type Surroundings = {
  stdout: Writable;
  stderr: Writable;
  /** Aborts to end the run in order; the reason is the exit status. */
  signal: AbortSignal;
  /** How often it says how far it is. @default every two seconds */
  progressIntervalMs?: number;
};

const FAILURE = 1;
const WRONG_OPTION = 2;
/** So many messages that failed have a line of their own. */
const MOST_FAILURE_LINES = 10;

/** Carries out `npm run redrive`. Resolves to the exit status; what is left is then visible in its queue. */
export async function redriveCommand(argv: string[], surroundings: Surroundings): Promise<number> {
  const say = (line: string): void => void surroundings.stderr.write(`npm run redrive: ${printable(line)}\n`);
  try {
    const options = parseRedriveOptions(argv);
    if (options !== null) return await redrive(options, surroundings, say);
    surroundings.stdout.write(USAGE);
    return 0;
  } catch (error) {
    say(describe(error));
    if (!(error instanceof UsageError)) return FAILURE;
    surroundings.stderr.write('See npm run redrive -- --help\n');
    return WRONG_OPTION;
  }
}

async function redrive(
  { stack, queues, ...how }: RedriveOptions,
  { stdout, signal, progressIntervalMs = 2_000 }: Surroundings,
  say: (line: string) => void,
): Promise<number> {
  const { sqs, urlOf } = await openStack(stack);
  const routes = queues.map((name) => routeFrom(name, urlOf));
  const tally = emptyTally();
  let lines = 0;
  const onFailure = (line: string): void => {
    lines += 1;
    if (lines <= MOST_FAILURE_LINES) say(line);
  };
  const progress = setInterval(() => say(`${summaryOf(tally, how.dryRun)} so far`), progressIntervalMs);
  const results = await Promise.allSettled(
    routes.map((route) => redriveQueue(route, { ...how, sqs, tally, onFailure, signal })),
  );
  clearInterval(progress);
  sqs.destroy();

  if (lines > MOST_FAILURE_LINES) say(`and ${lines - MOST_FAILURE_LINES} more`);
  const broken = results.flatMap((result, index) =>
    result.status === 'rejected' ? [`${queues[index] ?? ''}: ${describe(result.reason)}`] : [],
  );
  broken.forEach(say);
  stdout.write(`${summaryOf(tally, how.dryRun)}\n`);
  if (broken.length > 0 || tally.failed > 0) return FAILURE;
  return signal.aborted ? Number(signal.reason) : 0;
}

/** One line. An error of the network may have no message, those of AWS say in their name what they are. */
function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : error.name;
  const text = error.message.replace(/\s+/g, ' ').trim();
  if (text === '') return code;
  return error.name === 'Error' || error instanceof UsageError ? text : `${error.name}: ${text}`;
}
