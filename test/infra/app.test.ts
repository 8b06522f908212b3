import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EVERYTHING } from './everything.ts';

// Each run starts a program of its own.
const TIMEOUT_MS = 60_000;
const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MEDIAINFO_WEBASSEMBLY = join(ROOT, 'node_modules/mediainfo.js/dist/MediaInfoModule.wasm');

/** Runs the app as the CDK CLI does: output directory and context by environment. */
async function runApp(
  outdir: string,
  context: object = {},
  cwd = ROOT,
): Promise<{ status: number | null; stderr: string }> {
  const app = spawn(process.execPath, ['--import', import.meta.resolve('tsx'), join(ROOT, 'infra/app.ts')], {
    cwd,
    env: { PATH: process.env['PATH'], CDK_OUTDIR: outdir, CDK_CONTEXT_JSON: JSON.stringify(context) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let stderr = '';
  app.stderr.setEncoding('utf8').on('data', (chunk: string) => (stderr += chunk));
  return await new Promise((resolve, reject) => {
    app.on('error', reject).on('close', (status) => {
      resolve({ status, stderr });
    });
  });
}

/** Every file under the directory, by its path. */
async function filesUnder(directory: string): Promise<Map<string, string>> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const contents = await Promise.all(paths.map((path) => readFile(path, 'latin1')));
  return new Map(paths.map((path, index) => [path.slice(directory.length), contents[index] ?? '']));
}

describe('the app', { timeout: TIMEOUT_MS }, () => {
  let directory: string;
  let files: Map<string, string>;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'infra-app-'));
    const outdir = join(directory, 'everything');
    expect((await runApp(outdir, EVERYTHING)).status).toBe(0);
    files = await filesUnder(outdir);
  }, TIMEOUT_MS);
  afterAll(async () => {
    await rm(directory, { recursive: true });
  });

  it('writes the same files, byte by byte, each time, in whatever directory it is started', async () => {
    const again = join(directory, 'again');

    await runApp(again, EVERYTHING, directory);

    expect([...files.keys()]).toContain('/MediaConvertJobProgress.template.json');
    expect([...files.keys()].filter((path) => path.endsWith('/index.mjs'))).toHaveLength(5);
    expect(await filesUnder(again)).toEqual(files);
    expect([...files.values()].filter((content) => content.includes(ROOT))).toEqual([]);
  });

  it("puts MediaInfo's WebAssembly beside the one bundle that opens it", async () => {
    const [beside, ...others] = [...files.keys()].filter((path) => path.endsWith('/MediaInfoModule.wasm'));
    expect(others).toEqual([]);
    expect(files.get(beside ?? '')).toBe(await readFile(MEDIAINFO_WEBASSEMBLY, 'latin1'));
    const bundles = [...files].filter(([path, code]) => path.endsWith('.mjs') && code.includes('MediaInfoModule.wasm'));
    expect(bundles.map(([path]) => dirname(path))).toEqual([dirname(beside ?? '')]);
  });

  it('takes context, and CDK keys beside it', async () => {
    const outdir = join(directory, 'context');

    const { status } = await runApp(outdir, { 'aws:cdk:bundling-stacks': [], streams: 'false' });

    expect(status).toBe(0);
    const template = await readFile(join(outdir, 'MediaConvertJobProgress.template.json'), 'utf8');
    expect(template).not.toContain('AWS::Kinesis::Stream');
  });

  it('refuses a bad value with one sentence and exit status 1', async () => {
    expect(await runApp(join(directory, 'bad'), { jobTableTtlDays: '0' })).toEqual({
      status: 1,
      stderr: 'jobTableTtlDays is 0, but must be a whole number from 1 to 3650.\n',
    });
  });
});
