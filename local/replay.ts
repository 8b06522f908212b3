import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { UsageError } from './command-line.ts';
import type { Outputs } from './outputs.ts';
import { readEvents, UnreadableFileError } from './replay/read-events.ts';
import { parseReplayOptions, REPLAY_USAGE } from './replay/replay-options.ts';
import { schedule } from './replay/schedule.ts';
import { sendEvents } from './replay/send-events.ts';

async function main(): Promise<void> {
  const options = parseReplayOptions(process.argv.slice(2));
  if (options === null) {
    process.stdout.write(REPLAY_USAGE);
    return;
  }
  // Everything is read before anything is sent: a broken file leaves the stack as it was.
  const files = await Promise.all(options.files.map(async (file) => readEvents(name(file), await readText(file))));
  const events = schedule(files.flat());
  await sendEvents(events, {
    endpoint: await eventEndpoint(options.outputsFile),
    speed: options.speed,
    progress: (sent) => console.error(`${sent} of ${events.length} events sent`),
  });
  console.log(`${events.length} ${events.length === 1 ? 'event' : 'events'} sent`);
}

function name(file: string): string {
  return file === '-' ? 'standard input' : file;
}

async function readText(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    const reason = code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'is a directory' : code;
    throw new UnreadableFileError(`${file}: ${reason}`, { cause });
  }
}

async function eventEndpoint(outputsFile: string): Promise<string> {
  const outputs = await readFile(outputsFile, 'utf8').catch((cause: unknown) => {
    throw new Error(`no local stack is running: ${outputsFile} is not there; npm start starts one`, { cause });
  });
  try {
    const { endpoints } = JSON.parse(outputs) as Outputs;
    return new URL(endpoints.eventbridge).href;
  } catch (cause) {
    throw new Error(`${outputsFile} does not name an EventBridge endpoint; npm start writes it anew`, { cause });
  }
}

try {
  await main();
} catch (error) {
  console.error(`npm run replay: ${error instanceof Error ? error.message : String(error)}`);
  if (error instanceof UsageError) console.error('See npm run replay -- --help');
  process.exitCode = error instanceof UsageError ? 2 : 1;
}
