import { constants } from 'node:os';
import { watchCommand } from './watch-command.ts';

const stopping = new AbortController();
const stop = (signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' | 'SIGPIPE'): void =>
  stopping.abort(128 + constants.signals[signal]);

for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => stop(name));
// Who read has gone.
process.stdout.on('error', () => stop('SIGPIPE'));

const { stdout, stderr, env } = process;
const status = await watchCommand(process.argv.slice(2), { stdout, stderr, env, signal: stopping.signal });
// What was written goes out; a WebSocket that takes leave is not waited for.
stdout.write('', () => process.exit(status));
