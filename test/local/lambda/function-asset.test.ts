import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { buildSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFunctions, type LocalFunctions } from '../../../local/lambda/create-functions.ts';
import { startS3 } from '../../../local/s3/start-s3.ts';
import { assemblyOf } from '../assembly-of.ts';
import { serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';
import { functionOf } from './function-of.ts';

let directory: string;
let functions: LocalFunctions;
let gateway: ServedGateway;
let s3: Awaited<ReturnType<typeof startS3>>;
let lambda: LambdaClient;

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lambda-'));
  const assembly = assemblyOf([
    functionOf(directory, 'wasm', COUNTS_EXPORTS),
    functionOf(directory, 'reads', bundled(READS_OBJECT)),
  ]);
  const wasm = createRequire(import.meta.url).resolve('mediainfo.js/MediaInfoModule.wasm');
  copyFileSync(wasm, join(directory, 'wasm', 'MediaInfoModule.wasm'));
  gateway = await serveGateway(async (gatewayUrl) => {
    s3 = await startS3({ buckets: [], region: 'us-east-1' });
    // The functions sign as whoever may do everything, who is known only once the gateway is there.
    const credentialsFor = () => ({
      get accessKeyId() {
        return gateway.admin.accessKeyId;
      },
      get secretAccessKey() {
        return gateway.admin.secretAccessKey;
      },
    });
    functions = createFunctions({ assembly, gatewayUrl, credentialsFor, log: () => undefined });
    return { s3: s3.route, lambda: functions.route };
  });
  lambda = new LambdaClient(gateway.client(gateway.admin));
});

afterAll(async () => {
  lambda.destroy();
  await functions.close();
  await gateway.close();
  await s3.close();
  rmSync(directory, { recursive: true });
});

describe('the asset of a function', () => {
  it('is where `import.meta.url` says: a WebAssembly module beside the bundle is found', async () => {
    expect(await invoke('wasm')).toEqual({ exports: expect.any(Number) as number });
  });

  it('reaches a bucket through the gateway, path-style, with an S3 client that knows nothing of it', async () => {
    const client = new S3Client(gateway.client(gateway.admin));
    await client.send(new CreateBucketCommand({ Bucket: 'media' }));
    await client.send(new PutObjectCommand({ Bucket: 'media', Key: 'a/b.txt', Body: '0123456789' }));
    client.destroy();
    expect(await invoke('reads')).toEqual({ part: '234', range: 'bytes 2-4/10' });
  });
});

const COUNTS_EXPORTS = `
  import { readFileSync } from 'node:fs';
  export const handler = async () => {
    const module = await WebAssembly.compile(readFileSync(new URL('MediaInfoModule.wasm', import.meta.url)));
    return { exports: WebAssembly.Module.exports(module).length };
  };
`;

const READS_OBJECT = `
  import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
  const client = new S3Client();
  export const handler = async () => {
    const { Body, ContentRange } = await client.send(
      new GetObjectCommand({ Bucket: 'media', Key: 'a/b.txt', Range: 'bytes=2-4' }),
    );
    return { part: await Body.transformToString(), range: ContentRange };
  };
`;

/** The code with what it imports, as a function is deployed. */
function bundled(contents: string): string {
  const { outputFiles } = buildSync({
    stdin: { contents, resolveDir: import.meta.dirname },
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  return outputFiles[0]?.text ?? '';
}

async function invoke(FunctionName: string): Promise<unknown> {
  const { Payload } = await lambda.send(new InvokeCommand({ FunctionName }));
  return JSON.parse(Payload?.transformToString() ?? '');
}
