import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listen, type Listening } from '../embedded/listen.ts';

const SAMPLES = new URL('../../schema/events/samples/', import.meta.url).pathname;
let server: Listening;
let directory: string;
let outputs: string;
let posted: { id: string }[][];
let answer: { status: number; body: string };

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'replay-'));
  outputs = join(directory, 'outputs.json');
  const answering = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/events' && request.method === 'POST') posted.push(JSON.parse(body) as { id: string }[]);
      response.writeHead(answer.status).end(answer.body);
    });
  });
  server = await listen(answering);
  writeFileSync(outputs, JSON.stringify({ endpoints: { eventbridge: server.url } }));
});

beforeEach(() => {
  posted = [];
  answer = { status: 200, body: '{"accepted":1}' };
});

afterAll(async () => {
  await server.close();
  rmSync(directory, { recursive: true });
});

describe('npm run replay', () => {
  it('sends the events of all files in the order in which they happened', async () => {
    const late = file('late.json', JSON.stringify([recorded('3', 3_000), recorded('1', 1_000)]));
    const early = file(
      'early.jsonl',
      `${JSON.stringify(recorded('2', 2_000))}\n${JSON.stringify(recorded('0', 500))}\n`,
    );
    expect(await replay([late, early])).toEqual({ code: 0, stdout: '4 events sent\n', stderr: '' });
    expect(posted.map((batch) => batch.map(({ id }) => id))).toEqual([['0', '1', '2', '3']]);
  });

  it('sends as many times as fast as `--speed` says', async () => {
    const events = file('pace.json', JSON.stringify([recorded('1', 0), recorded('2', 60_000)]));
    const startMs = performance.now();
    expect(await replay([events, '--speed', '200'])).toMatchObject({ code: 0, stdout: '2 events sent\n' });
    expect(performance.now() - startMs).toBeGreaterThanOrEqual(300);
    expect(posted.map((batch) => batch.map(({ id }) => id))).toEqual([['1'], ['2']]);
  });

  it('reads standard input', async () => {
    const input = `${JSON.stringify(recorded('1', 0))}\n`;
    expect(await replay(['-'], input)).toEqual({ code: 0, stdout: '1 event sent\n', stderr: '' });
  });

  it('sends nothing when one of the files is broken', async () => {
    const broken = file('broken.jsonl', `${JSON.stringify(recorded('1', 0))}\nnot json\n`);
    expect(await replay([`${SAMPLES}COMPLETE.json`, broken])).toEqual({
      code: 1,
      stdout: '',
      stderr: `npm run replay: ${broken}:2: not JSON\n`,
    });
    expect(posted).toEqual([]);
  });

  it('passes on what the stack says of an event that it refuses', async () => {
    answer = { status: 400, body: '{"message":"event 0: no"}' };
    expect(await replay([`${SAMPLES}COMPLETE.json`])).toEqual({
      code: 1,
      stdout: '',
      stderr: 'npm run replay: the local stack answered 400 after 0 events: {"message":"event 0: no"}\n',
    });
  });

  it('says that no stack is running', async () => {
    const dead = file('dead.json', JSON.stringify({ endpoints: { eventbridge: 'http://127.0.0.1:9' } }));
    const results = await Promise.all([
      replay([`${SAMPLES}ERROR.json`, '--outputs', join(directory, 'absent.json')]),
      replay([`${SAMPLES}ERROR.json`, '--outputs', dead]),
    ]);
    for (const { code, stderr } of results) {
      expect(code).toBe(1);
      expect(stderr).toMatch(/^npm run replay: no local stack is running.*npm start starts one\n$/);
    }
  });

  it.each([[[]], [['--nope', 'x']], [['x', '--speed=-1']], [['x', '--speed', 'fast']]])('refuses %j', async (argv) => {
    const { code, stderr } = await replay(argv);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^npm run replay: .*\nSee npm run replay -- --help\n$/);
  });

  it('explains itself with `--help`', async () => {
    expect(await replay(['--help'])).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage:') as string });
  });
});

function recorded(id: string, timestamp: number): object {
  return { id, source: 'aws.mediaconvert', 'detail-type': 'MediaConvert Job State Change', detail: { timestamp } };
}

function file(name: string, content: string): string {
  const path = join(directory, name);
  writeFileSync(path, content);
  return path;
}

async function replay(argv: string[], input = ''): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const withOutputs = argv.includes('--outputs') ? argv : ['--outputs', outputs, ...argv];
  const child = spawn(process.execPath, ['--import', 'tsx', 'local/replay.ts', ...withOutputs]);
  child.stdin.end(input);
  const code = new Promise<number | null>((resolve) => child.once('close', resolve));
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { code: await code, stdout, stderr };
}
