import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { App, Stack } from 'aws-cdk-lib';
import { Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MEDIAINFO_BUNDLE } from '../../../infra/analysis/mediainfo-bundle.ts';
import type { BundleOptions } from '../../../infra/lambda/bundle-function.ts';
import { bundledCode } from '../../../infra/lambda/bundled-code.ts';

const MEDIA_FORMATS = 'test/infra/lambda/media-formats.ts';
const AWS_SDK = 'test/infra/lambda/aws-sdk.ts';
const CREDENTIALS = { AWS_ACCESS_KEY_ID: 'AKIA', AWS_SECRET_ACCESS_KEY: 'secret', AWS_SESSION_TOKEN: 'token' };

let outdir: string;
beforeAll(() => {
  outdir = mkdtempSync(join(tmpdir(), 'bundled-code-'));
});
afterAll(() => rmSync(outdir, { recursive: true }));

/** The directory of the only asset of a stack with one function. */
function assetOf(entry: string, options?: BundleOptions): string {
  const directory = mkdtempSync(join(outdir, 'out-'));
  const app = new App({ outdir: directory, analyticsReporting: false, builtinCloudFormationValidation: false });
  new LambdaFunction(new Stack(app, 'One'), 'Function', {
    runtime: Runtime.NODEJS_24_X,
    handler: 'index.handler',
    code: bundledCode(entry, options),
  });
  app.synth();
  const [asset, ...others] = readdirSync(directory).filter((name) => name.startsWith('asset.'));
  if (asset === undefined || others.length > 0) throw new Error(`not one asset: ${readdirSync(directory).join(', ')}`);
  return join(directory, asset);
}

/** Runs the handler of a bundle in a program of its own, which finds no `node_modules`, as in Lambda. */
function run(
  asset: string,
  event: string,
  environment: Record<string, string> = {},
): { stdout: string; stderr: string } {
  const program = `
    const { handler } = await import(${JSON.stringify(pathToFileURL(join(asset, 'index.mjs')).href)});
    console.log(JSON.stringify(await handler(${JSON.stringify(event)})));`;
  const env = { AWS_REGION: 'eu-west-1', AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true', ...environment };
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { cwd: asset, encoding: 'utf8', env });
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
    expect(readdirSync(assetOf(MEDIA_FORMATS))).toEqual(['index.mjs']);
  });

  it('lays files of packages beside it, and the code finds them: MediaInfo runs', () => {
    const asset = assetOf(MEDIA_FORMATS, MEDIAINFO_BUNDLE);

    expect(readdirSync(asset).sort()).toEqual(['MediaInfoModule.wasm', 'index.mjs']);
    expect(run(asset, wave())).toMatchObject({ stdout: '["Wave","PCM"]\n', stderr: '' });
  });

  it('finds the credentials of a role in the environment, as Lambda gives them', () => {
    expect(run(assetOf(AWS_SDK), 'credentials', CREDENTIALS)).toMatchObject({
      stdout: '{"accessKeyId":"AKIA","secretAccessKey":"secret","sessionToken":"token"}\n',
      stderr: '',
    });
  });

  it('looks for credentials nowhere else: not in a file', () => {
    const asset = assetOf(AWS_SDK);
    const AWS_SHARED_CREDENTIALS_FILE = join(asset, 'credentials');
    writeFileSync(AWS_SHARED_CREDENTIALS_FILE, '[default]\naws_access_key_id = AKIA\naws_secret_access_key = secret\n');

    expect(run(asset, 'credentials', { AWS_SHARED_CREDENTIALS_FILE }).stdout).toContain('CredentialsProviderError');
  });

  it('speaks HTTP/1.1 to Kinesis, too', () => {
    expect(run(assetOf(AWS_SDK), 'streams', CREDENTIALS)).toMatchObject({ stdout: '["EventStream"]\n', stderr: '' });
  });

  it('knows no event streams, and says so', () => {
    expect(run(assetOf(AWS_SDK), 'event stream', CREDENTIALS).stdout).toContain('leave out event streams');
  });
});
