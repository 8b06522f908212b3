import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { listen } from '../listen.ts';
import { dynamoDbLocalJar } from './dynamodb-local-jar.ts';

const run = promisify(execFile);

const START_TIMEOUT_MS = 30_000;

/**
 * What a Node process of its own runs: Java, until its standard input ends. That does so with the process that holds its other end,
 * however it ends: one that is killed could not end Java itself, which would stay.
 */
const GUARD = `
  const java = require('node:child_process').spawn('java', process.argv.slice(1), { stdio: 'ignore' });
  java.on('exit', (code) => process.exit(code ?? 1));
  process.stdin.resume().on('close', () => java.kill());
`;

/**
 * Starts the official DynamoDB Local in a Java process, its tables in memory or in a folder of the data directory.
 * Unlike everything else here it listens on all addresses of the machine: it has no option for that.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/DynamoDBLocal.UsageNotes.html
 */
export async function startDynamoDbLocal(
  dataDirectory?: string,
): Promise<{ address: { port: number }; close(): Promise<void> }> {
  await run('java', ['-version']).catch((error: unknown) => {
    throw new Error('DynamoDB Local needs a Java runtime on the PATH, and there is none', { cause: error });
  });
  const jar = await dynamoDbLocalJar();
  const port = await freePort();
  const folder = dataDirectory === undefined ? undefined : join(dataDirectory, 'dynamodb-local');
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const store = folder === undefined ? ['-inMemory'] : ['-dbPath', folder];
  const java = [
    `-Djava.library.path=${join(dirname(jar), 'DynamoDBLocal_lib')}`,
    ...['-jar', jar, '-port', String(port), '-sharedDb', '-disableTelemetry', ...store],
  ];
  const child = spawn(process.execPath, ['--eval', GUARD, '--', ...java], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // It leaves a file of its own in the folder where it runs.
    cwd: folder ?? tmpdir(),
  });
  const close = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
    const exited = once(child, 'exit');
    child.stdin.end();
    await exited;
  };
  try {
    await Promise.race([listening(port, child), failed(child)]);
  } catch (error) {
    await close();
    throw error;
  }
  return { address: { port }, close };
}

/** Rejects when the process does not start, or ends. */
function failed(child: ChildProcess): Promise<never> {
  return new Promise((_resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`DynamoDB Local ended at its start, exit status ${String(code)}`)));
  });
}

/** Resolves once the port takes connections. */
async function listening(port: number, child: ChildProcess): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline && child.exitCode === null) {
    const socket = connect(port, '127.0.0.1');
    const connected = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (connected) return;
    await delay(50);
  }
  throw new Error(`DynamoDB Local did not start within ${START_TIMEOUT_MS / 1000} s`);
}

/** A port that was free a moment ago: DynamoDB Local cannot choose one itself. */
async function freePort(): Promise<number> {
  const { port, close } = await listen(createServer());
  await close();
  return port;
}
