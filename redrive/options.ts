import { nonEmpty, parseCommandLine, positive, UsageError } from '../local/command-line.ts';
import { QUEUE_NAMES, type QueueName } from './routes.ts';

/** Whose queues are redriven. Without a region that of the environment or the profile is taken. */
export type StackChoice = { outputsFile: string } | { stackName: string; region: string | undefined };

/** What `npm run redrive` was asked for. */
export type RedriveOptions = {
  stack: StackChoice;
  queues: readonly QueueName[];
  /** Whether poison is sent on too. */
  poison: boolean;
  /** The most messages a second of each queue. */
  rate: number;
  /** Whether messages are counted only. */
  dryRun: boolean;
};

/** What `npm run redrive -- --help` prints. */
export const USAGE = `Usage: npm run redrive -- [options]

Sends dead letters back to the queue that they were to go through, and then takes them out of their own.
Nothing is harmed by an event that comes late or twice.

  --outputs FILE  the local stack that has written its addresses there (default .local/outputs.json)
  --stack NAME    the stack of that name on AWS, with the credentials of the environment, the profile or the machine
  --region NAME   where the stack is (default: that of the environment or the profile)
  --queue NAME    ${QUEUE_NAMES.join(', ')}; may be given more than once (default: all of them)
  --poison        send on too what the collector can never use; else it is left
  --rate N        at most N messages a second of each queue (default 50)
  --dry-run       count what would be done, and leave everything where it is
  --help          show this

Ends with status 0 when all that was to move has moved, though some may have come back, 1 when something failed, 2 for wrong options, and 128 with the
signal's number when stopped: 130 after Ctrl-C.
`;

/** Reads the options of `npm run redrive`. Throws a `UsageError` for what it does not understand; null when help is wanted. */
export function parseRedriveOptions(argv: string[]): RedriveOptions | null {
  const { values } = parseCommandLine({
    args: argv,
    options: {
      outputs: { type: 'string' },
      stack: { type: 'string' },
      region: { type: 'string' },
      queue: { type: 'string', multiple: true, default: [] },
      poison: { type: 'boolean', default: false },
      rate: { type: 'string', default: '50' },
      'dry-run': { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  const queues = values.queue.map(queueName);
  return {
    stack: stackChoice(values),
    queues: queues.length === 0 ? QUEUE_NAMES : QUEUE_NAMES.filter((name) => queues.includes(name)),
    poison: values.poison,
    rate: positive('--rate', values.rate),
    dryRun: values['dry-run'],
  };
}

type StackValues = { outputs?: string | undefined; stack?: string | undefined; region?: string | undefined };

function stackChoice({ outputs, stack, region }: StackValues): StackChoice {
  if (stack === undefined) {
    if (region !== undefined) throw new UsageError('--region is for --stack');
    return { outputsFile: nonEmpty('--outputs', outputs ?? '.local/outputs.json') };
  }
  if (outputs !== undefined) throw new UsageError('--stack and --outputs do not go together');
  return {
    stackName: nonEmpty('--stack', stack),
    region: region === undefined ? undefined : nonEmpty('--region', region),
  };
}

function queueName(value: string): QueueName {
  const found = QUEUE_NAMES.find((name) => name === value);
  if (found === undefined) throw new UsageError(`--queue must be ${QUEUE_NAMES.join(' or ')}, not '${value}'`);
  return found;
}
