import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outputs } from '../../local/outputs.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'job-progress-start-'));
});
afterAll(async () => {
  // What a failed test has left running.
  for (const child of children) child.kill();
  await rm(directory, { recursive: true, force: true });
});

const children = new Set<ChildProcess>();

/** Runs a script as a user does: through npm, in a process group of its own. */
function npm(script: 'start' | 'replay' | 'watch', args: string[], input = '') {
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], { stdio: 'pipe', detached: true });
  children.add(child);
  child.once('close', () => children.delete(child));
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  child.stdin.end(input);
  const ended = once(child, 'close').then(([code]) => ({ code: code as number, ...output }));
  /** Resolves once standard output holds the text, rejects if the process ends before. */
  const printed = (text: string) =>
    new Promise<void>((resolve, reject) => {
      child.stdout.on('data', () => {
        if (output.stdout.includes(text)) resolve();
      });
      void ended.then(({ stderr }) => reject(new Error(`ended before it printed '${text}': ${stderr}`)));
    });
  return { child, ended, printed };
}

/** The terminal sends it to npm and to what it runs, and npm passes its own on. */
function pressCtrlC({ pid = NaN }: ChildProcess): void {
  process.kill(-pid, 'SIGINT');
}

describe('`npm start`', () => {
  it('refuses a wrong option in one clear line', async () => {
    const { code, stderr } = await npm('start', ['--prot', '1']).ended;
    expect(stderr).toBe("npm start: Unknown option '--prot'\n");
    expect(code).toBe(2);
  });

  it('says in one line that the port is in use, and leaves nothing behind', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const address = taken.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const outputs = join(directory, 'none.json');
    const { code, stderr } = await npm('start', ['--port', `${port}`, '--outputs', outputs]).ended;
    taken.close();
    expect(stderr).toBe(`npm start: port ${port} is in use; choose another with --port, or 0 for a free one\n`);
    expect(code).toBe(1);
    await expect(access(outputs)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('says in one line which setting of the stack is wrong', async () => {
    const { code, stderr } = await npm('start', ['--port', '0', '--context', 'jobTableTtlDays=soon']).ended;
    expect(stderr).toMatch(/^npm start: .*jobTableTtlDays.*'?soon.*\n$/);
    expect(code).toBe(1);
  });

  it('plays jobs, takes recorded events, shows what becomes of them, and ends on SIGINT without a trace', async () => {
    const file = join(directory, 'outputs.json');
    const { child, ended, printed } = npm('start', ['--port', '0', '--outputs', file, '--speed', '20']);
    await printed('Press Ctrl-C');
    const outputs = JSON.parse(await readFile(file, 'utf8')) as Outputs;

    const events = join(directory, 'events.jsonl');
    const event = JSON.parse(await readFile('schema/events/samples/COMPLETE.json', 'utf8')) as {
      detail: { jobId: string };
    };
    await writeFile(events, `${JSON.stringify(event)}\n`);
    const replayed = await npm('replay', [events, '--outputs', file]).ended;
    expect([replayed.code, replayed.stderr]).toEqual([0, '']);
    expect(replayed.stdout).toContain('1 event');

    const { jobId } = event.detail;
    const watched = await npm('watch', ['--json', '--wait', jobId, '--outputs', file]).ended;
    expect([watched.code, JSON.parse(watched.stdout)]).toMatchObject([0, { jobId, status: 'COMPLETE' }]);

    pressCtrlC(child);
    expect((await ended).code).toBe(0);
    await expect(access(file)).rejects.toMatchObject({ code: 'ENOENT' });
    await expect(fetch(outputs.graphqlUrl)).rejects.toThrow();
    await expect(fetch(outputs.endpoints.dynamodb)).rejects.toThrow();
  }, 60_000);
});
