import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { Logger } from '@aws-lambda-powertools/logger';
import { createLogger } from '../../functions/lib/create-logger.ts';

/** What a function logs with, and what it has written. */
export type RecordedOutput = { logger: Logger; lines: string[]; logged: () => LogLine[] };

/** A line of a log, without what differs from run to run. */
export type LogLine = Record<string, unknown> & { error?: Record<string, unknown> };

/** Makes the logger of the functions, which writes into a list. */
export function recordOutput(): RecordedOutput {
  const lines: string[] = [];
  const logger = createLogger();
  // The Powertools write to a console of their own, which none of their options names.
  Reflect.set(logger, 'console', new Console(recorder(lines)));
  return { logger, lines, logged: () => lines.map(readLine) };
}

/** A stream whose every chunk is a line. */
function recorder(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk).trimEnd());
      done();
    },
  });
}

function readLine(text: string): LogLine {
  const line = JSON.parse(text) as LogLine;
  const { error } = line;
  return {
    ...without(line, ['timestamp', 'sampling_rate', 'service']),
    ...(error && { error: without(error, ['stack']) }),
  };
}

function without(fields: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
