import { parseArgs, type ParseArgsConfig } from 'node:util';

/** A command line that cannot be carried out. The message is one line, for the user. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** Reads a command line as `parseArgs` does. Throws a `UsageError` for what is not in the configuration. */
export function parseCommandLine<Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs(config);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(message.split(/\.\s|\n/, 1)[0] ?? message, { cause });
  }
}

/** The text. Throws a `UsageError` when there is none. */
export function nonEmpty(option: string, value: string): string {
  if (value === '') throw new UsageError(`${option} must not be empty`);
  return value;
}

/** The number. Throws a `UsageError` unless it is finite and above 0. */
export function positive(option: string, value: string): number {
  const number = toNumber(value);
  if (!(number > 0)) throw new UsageError(`${option} must be a number above 0, not '${value}'`);
  return number;
}

/** The number. Throws a `UsageError` unless it is finite and 0 or above. */
export function zeroOrMore(option: string, value: string): number {
  const number = toNumber(value);
  if (!(number >= 0)) throw new UsageError(`${option} must be 0 or a number above it, not '${value}'`);
  return number;
}

/** NaN for what is no finite number. */
function toNumber(value: string): number {
  const number = value.trim() === '' ? NaN : Number(value);
  return Number.isFinite(number) ? number : NaN;
}
