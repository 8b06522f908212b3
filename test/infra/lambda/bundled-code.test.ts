import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEDIAINFO_BUNDLE } from '../../../infra/analysis/analyzer.ts';
import { type BundleOptions, bundledCode } from '../../../infra/lambda/bundled-code.ts';

const ENTRY = 'test/infra/lambda/media-formats.ts';

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'bundled-code-'));
});
afterAll(() => rmSync(outdir, { recursive: true }));

/** The directory of the only asset of a stack with one function. */
function assetOf(options?: BundleOptions): string {
  const directory = mkdtempSync(join(outdir, 'out-'));
  const app = new App({ outdir: directory, analyticsReporting: false, builtinCloudFormationValidation: false });
  new LambdaFunction(new Stack(app, 'One'), 'Function', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: bundledCode(ENTRY, options),
  });
  app.synth();
  const [asset, ...others] = readdirSync(directory).filter((name) => name.startsWith('asset.'));
  if (asset === undefined || others.length > 0) throw new Error(`not one asset: ${readdirSync(directory).join(', ')}`);
  return join(directory, asset);
}

/** Runs the handler of a bundle in a program of its own, which finds no `node_modules`, as in Lambda. */
function run(asset: string, event: string): { stdout: string; stderr: string } {
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(asset, 'index.mjs')).href)});
    console.log(JSON.stringify(await handler(${JSON.stringify(event)})));`;
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: asset, encoding: 'utf8' });
}

/** The header of a WAVE file: PCM, one channel, 8,000 samples a second of 16 bits. */
function wave(): string {
  const bytes = Buffer.alloc(44);
  bytes.write('RIFF');
  bytes.writeUInt32LE(36, 4);
  bytes.write('WAVEfmt ', 8);
  [16, 0x0001_0001, 8000, 16_000, 0x0010_0002].forEach((field, index) => bytes.writeUInt32LE(field, 16 + 4 * index));
  bytes.write('data', 36);
  return bytes.toString('base64');
}

describe('bundledCode', () => {
  it('makes one file of an entry and all that it imports', () => {
    expect(readdirSync(assetOf())).toEqual(['index.mjs']);
  });

  it('lays files of packages beside it, and the code finds them: MediaInfo runs', () => {
    const asset = assetOf(MEDIAINFO_BUNDLE);

    expect(readdirSync(asset).sort()).toEqual(['MediaInfoModule.wasm', 'index.mjs']);
    expect(run(asset, wave())).toMatchObject({ stdout: '["Wave","PCM"]\n', stderr: '' });
  });
});
