import { parseArgs } from 'node:util';
import { UsageError } from '../options.ts';

/** What `npm run replay` was asked for. */
export type ReplayOptions = {
  /** `-` is standard input. */
  files: string[];
  /** How many times as fast as the events happened; 0: as fast as possible. */
  speed: number;
  outputsFile: string;
};

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
  const { values, positionals } = parse(argv);
  if (values.help) return null;
  if (positionals.length === 0) throw new UsageError('name a file of events to send, or - for standard input');
  if (values.outputs === '') throw new UsageError('--outputs must not be empty');
  const speed = Number(values.speed);
  if (values.speed.trim() === '' || !Number.isFinite(speed) || speed < 0) {
    throw new UsageError(`--speed must be 0 or a number above it, not '${values.speed}'`);
  }
  return { files: positionals, speed, outputsFile: values.outputs };
}

function parse(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      strict: true,
      allowPositionals: true,
      options: {
        speed: { type: 'string', default: '0' },
        outputs: { type: 'string', default: '.local/outputs.json' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(message.split(/\.\s|\n/, 1)[0] ?? message, { cause });
  }
}
