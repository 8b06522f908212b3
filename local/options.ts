import { type ProfileName, PROFILES } from './faults/profiles.ts';
import { nonEmpty, parseCommandLine, positive, UsageError } from './command-line.ts';

/** What `npm start` was asked for. */
export type StartOptions = {
  /** The port of the API and the pages; 0 picks a free one. */
  port: number;
  /** Whether demo jobs are played. */
  workload: boolean;
  /** Where the tables are kept between runs; in memory without it. */
  dataDirectory?: string;
  dynamodb: 'dynalite' | 'local';
  /** Where the addresses and keys are written. */
  outputsFile: string;
  /** Passed on to the stack, as `cdk -c` does. */
  context: Record<string, string>;
  /** How fast the demo workload's clock runs. */
  speed: number;
  /** What goes wrong, and the seed of when; nothing without it. */
  chaos?: { profile: ProfileName; seed: number };
};

const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];
const MAX_SEED = 2 ** 31 - 1;

/** What `npm start -- --help` prints. */
export const USAGE = `Usage: npm start -- [options]

Serves the synthesized stack on this machine.

  --port N                  port of the API and the dashboard; 0 picks a free one (default 4000)
  --no-workload             play no demo jobs
  --data DIR                keep the tables in DIR between runs (default: in memory)
  --dynamodb dynalite|local the embedded database, or the official DynamoDB Local, which needs Java (default dynalite)
  --outputs FILE            where to write the addresses and keys (default .local/outputs.json)
  --context KEY=VALUE       a setting of the stack, as cdk -c; may be given more than once
  --speed N                 how fast the demo workload's clock runs (default 1)
  --chaos PROFILE           let requests go wrong, to see what becomes of it: ${PROFILE_NAMES.join(', ')}
  --chaos-seed N            a whole number that decides when (default: another one each time; it is printed)
  --help                    show this
`;

/** Reads the options of `npm start`. Throws a `UsageError` for what it does not understand; null when help is wanted. */
export function parseStartOptions(argv: string[]): StartOptions | null {
  const { values } = parseCommandLine({
    args: argv,
    options: {
      port: { type: 'string', default: '4000' },
      'no-workload': { type: 'boolean', default: false },
      data: { type: 'string' },
      dynamodb: { type: 'string', default: 'dynalite' },
      outputs: { type: 'string', default: '.local/outputs.json' },
      context: { type: 'string', multiple: true, default: [] },
      speed: { type: 'string', default: '1' },
      chaos: { type: 'string' },
      'chaos-seed': { type: 'string' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  return {
    port: port(values.port),
    workload: !values['no-workload'],
    ...(values.data === undefined ? {} : { dataDirectory: nonEmpty('--data', values.data) }),
    dynamodb: oneOf('--dynamodb', values.dynamodb, ['dynalite', 'local']),
    outputsFile: nonEmpty('--outputs', values.outputs),
    context: Object.fromEntries(values.context.map(contextPair)),
    speed: positive('--speed', values.speed),
    ...chaos(values.chaos, values['chaos-seed']),
  };
}

function port(value: string): number {
  const number = Number(value);
  if (!/^\d+$/.test(value) || number > 65_535) {
    throw new UsageError(`--port must be a number from 0 to 65535, not '${value}'`);
  }
  return number;
}

function chaos(profile: string | undefined, seed: string | undefined): Pick<StartOptions, 'chaos'> {
  if (profile === undefined) {
    if (seed !== undefined) throw new UsageError('--chaos-seed says nothing without --chaos');
    return {};
  }
  const number = seed === undefined ? Math.floor(Math.random() * MAX_SEED) : Number(seed);
  if (seed !== undefined && !(/^\d+$/.test(seed) && number <= MAX_SEED)) {
    throw new UsageError(`--chaos-seed must be a whole number from 0 to ${MAX_SEED}, not '${seed}'`);
  }
  return { chaos: { profile: oneOf('--chaos', profile, PROFILE_NAMES), seed: number } };
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
  const found = allowed.find((candidate) => candidate === value);
  if (found === undefined) throw new UsageError(`${option} must be ${listed(allowed)}, not '${value}'`);
  return found;
}

function listed(names: readonly string[]): string {
  return names.length <= 2 ? names.join(' or ') : `one of ${names.join(', ')}`;
}

function contextPair(pair: string): [string, string] {
  const separator = pair.indexOf('=');
  if (separator < 1) throw new UsageError(`--context must be KEY=VALUE, not '${pair}'`);
  return [pair.slice(0, separator), pair.slice(separator + 1)];
}
