import { nonEmpty, parseCommandLine, UsageError, zeroOrMore } from '../command-line.ts';

/** What `npm run replay` was asked for. */
export type ReplayOptions = {
  /** `-` is standard input. */
  files: string[];
  /** How many times as fast as the events happened; 0: as fast as possible. */
  speed: number;
  /** Where the stack has written its addresses. */
  outputsFile: string;
};

/** What `npm run replay -- --help` prints. */
export const REPLAY_USAGE = `Usage: npm run replay -- FILE... [options]

Sends recorded EventBridge events into a running local stack, in the order in which they happened.

  FILE            JSON, a JSON array, or JSON lines; - is standard input. A CloudTrail record without
                  its EventBridge envelope gets one
  --speed N       send N times as fast as the events happened (default 0: as fast as possible)
  --outputs FILE  where the stack has written its addresses (default .local/outputs.json)
  --help          show this
`;

/** Reads the options of `npm run replay`. Throws a `UsageError` for what it does not understand; null when help is wanted. */
export function parseReplayOptions(argv: string[]): ReplayOptions | null {
  const { values, positionals } = parseCommandLine({
    args: argv,
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: '0' },
      outputs: { type: 'string', default: '.local/outputs.json' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return null;
  if (positionals.length === 0) throw new UsageError('name a file of events to send, or - for standard input');
  return {
    files: positionals,
    speed: zeroOrMore('--speed', values.speed),
    outputsFile: nonEmpty('--outputs', values.outputs),
  };
}
