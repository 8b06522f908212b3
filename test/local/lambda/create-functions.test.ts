import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SendMessageBatchCommand, SetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { createFunctions } from '../../../local/lambda/create-functions.ts';
import type { HostKind } from '../../../local/lambda/function-host.ts';
import { listen } from '../../embedded/listen.ts';
import { assemblyOf } from '../assembly-of.ts';
import { createQueue } from '../../end-to-end/queue.ts';

const credentials = { accessKeyId: 'role-key', secretAccessKey: 'role-secret' };
// Two environments may be starting; either may be the first to be ready.
const LOG_STREAM = expect.stringMatching(/^local\/\[\$LATEST\]0{31}[12]$/) as string;
const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:collect';
let sqs: FauxqsServer;
let client: SQSClient;
let directory: string;
let close: () => Promise<void>;
let queues = 0;

beforeAll(async () => {
  sqs = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1', messageSpies: true });
  client = new SQSClient({ endpoint: url(), region: 'us-east-1', credentials });
});

afterEach(async () => {
  vi.unstubAllEnvs();
  await close();
  rmSync(directory, { recursive: true });
});

afterAll(async () => {
  client.destroy();
  await sqs.stop();
});

describe('a function that a queue feeds', () => {
  it('invokes the function with the event that SQS and Lambda make, and deletes the message', async () => {
    const { lines, send, emptied } = await start(`
      export const handler = async (event) => console.log(JSON.stringify(event));
    `);
    await send('hello');
    expect(JSON.parse(await lines.next())).toEqual({
      Records: [
        {
          messageId: expect.any(String) as string,
          receiptHandle: expect.any(String) as string,
          body: 'hello',
          attributes: {
            ApproximateReceiveCount: '1',
            SentTimestamp: expect.stringMatching(/^\d{13}$/) as string,
            SenderId: '000000000000',
            ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/) as string,
          },
          messageAttributes: {
            kind: { stringValue: 'test', stringListValues: [], binaryListValues: [], dataType: 'String' },
            bytes: { binaryValue: 'AQI=', stringListValues: [], binaryListValues: [], dataType: 'Binary' },
          },
          md5OfMessageAttributes: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
          md5OfBody: '5d41402abc4b2a76b9719d911017c592',
          eventSource: 'aws:sqs',
          eventSourceARN: expect.stringMatching(/^arn:aws:sqs:us-east-1:000000000000:queue-\d+$/) as string,
          awsRegion: 'us-east-1',
        },
      ],
    });
    await emptied();
  });

  it('gives the function its own environment and nothing of the host', async () => {
    vi.stubEnv('OF_THE_HOST', 'leak');
    const { lines, send } = await start(`
      export const handler = async () => console.log(JSON.stringify(process.env));
    `);
    await send('x');
    expect(JSON.parse(await lines.next())).toEqual({
      PATH: process.env['PATH'],
      LANG: 'en_US.UTF-8',
      TZ: 'UTC',
      HOME: directory,
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
      AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
      AWS_LAMBDA_FUNCTION_NAME: 'collect',
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '256',
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      AWS_LAMBDA_LOG_GROUP_NAME: '/aws/lambda/collect',
      AWS_LAMBDA_LOG_STREAM_NAME: LOG_STREAM,
      LAMBDA_TASK_ROOT: directory,
      _HANDLER: 'index.handler',
      JOB_TABLE: 'jobs',
      AWS_REGION: 'us-east-1',
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_ACCESS_KEY_ID: 'role-key',
      AWS_SECRET_ACCESS_KEY: 'role-secret',
      AWS_ENDPOINT_URL: url(),
    });
  });

  it.each([
    [{}, 'INFO'],
    [{ ApplicationLogLevel: 'WARN' }, 'WARN'],
  ])('tells a function that logs in JSON from which level on: %j', async (levels, level) => {
    const code = `
      const { AWS_LAMBDA_LOG_FORMAT: format, AWS_LAMBDA_LOG_LEVEL: level } = process.env;
      export const handler = async () => console.log(format, level);
    `;
    const { lines, send } = await start(code, {}, { LoggingConfig: { LogFormat: 'JSON', ...levels } });
    await send('x');
    expect(await lines.next()).toBe(`JSON ${level}`);
  });

  it('prints what the function prints, but for metrics in the embedded metric format, and tells all of it to whoever asks', async () => {
    const { lines, told, send } = await start(`
      export const handler = async () => {
        console.log(JSON.stringify({ _aws: { Timestamp: 1, CloudWatchMetrics: [] }, JobsAsked: 1 }));
        console.error(JSON.stringify({ message: 'about "CloudWatchMetrics"', _aws: null }));
        console.log('null "CloudWatchMetrics"');
        console.log('the end');
      };
    `);
    await send('x');
    const printed = [await lines.next(), await lines.next(), await lines.next()];
    expect(printed.sort()).toEqual([
      'null "CloudWatchMetrics"',
      'the end',
      '{"message":"about \\"CloudWatchMetrics\\"","_aws":null}',
    ]);
    const metrics = '{"_aws":{"Timestamp":1,"CloudWatchMetrics":[]},"JobsAsked":1}';
    expect(told.sort()).toEqual([...printed, metrics].map((line) => `collect: ${line}`).sort());
  });

  it('passes the Lambda context', async () => {
    const { lines, send } = await start(`
      export const handler = async (event, context) =>
        console.log(JSON.stringify({ ...context, remaining: context.getRemainingTimeInMillis() }));
    `);
    await send('x');
    const { remaining, ...context } = JSON.parse(await lines.next()) as { remaining: number };
    expect(context).toEqual({
      functionName: 'collect',
      functionVersion: '$LATEST',
      memoryLimitInMB: '256',
      logGroupName: '/aws/lambda/collect',
      logStreamName: LOG_STREAM,
      invokedFunctionArn: FUNCTION_ARN,
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(remaining).toBeGreaterThan(5_000);
    expect(remaining).toBeLessThanOrEqual(10_000);
  });

  it('keeps threads warm, and starts no more than two', async () => {
    const { lines, send } = await start(`
      let invocations = 0;
      export const handler = async () => console.log(++invocations);
    `);
    const counts: number[] = [];
    for (const body of ['1', '2', '3', '4', '5']) {
      await send(body);
      counts.push(Number(await lines.next()));
    }
    expect(counts.filter((count) => count === 1).length).toBeLessThanOrEqual(2);
  });

  it.each([true, false])('is loaded before its first message only if it is warm: %s', async (warm) => {
    const { lines, send } = await start(
      `
      import { writeFileSync } from 'node:fs';
      writeFileSync(new URL('loaded', import.meta.url), '');
      export const handler = async ({ Records: [record] }) => console.log(record.body);
    `,
      {},
      {},
      'index.mjs',
      warm,
    );
    expect(existsSync(join(directory, 'loaded'))).toBe(warm);
    await send('x');
    expect(await lines.next()).toBe('x');
  });

  it('gets back only the messages that `batchItemFailures` names', async () => {
    const { lines, send, emptied } = await start(
      `
      export const handler = async ({ Records }) => {
        const seen = Records.map((record) => [record.body, record.attributes.ApproximateReceiveCount].join(' ')).sort();
        console.log(JSON.stringify(seen));
        const failed = Records.filter((record) => record.body === 'b' && record.attributes.ApproximateReceiveCount < 2);
        return { batchItemFailures: failed.map((record) => ({ itemIdentifier: record.messageId })) };
      };
    `,
      { FunctionResponseTypes: ['ReportBatchItemFailures'] },
    );
    await send('a', 'b', 'c');
    expect(await lines.next()).toBe('["a 1","b 1","c 1"]');
    expect(await lines.next()).toBe('["b 2"]');
    await emptied();
  });

  it('counts a thrown error as a failed invocation, and says so', async () => {
    const { lines, send, emptied } = await start(`
      export const handler = async ({ Records: [record] }) => {
        if (record.attributes.ApproximateReceiveCount < 2) throw new TypeError('no good');
        console.log('again');
      };
    `);
    await send('x');
    expect(await lines.next()).toBe('invocation failed: TypeError: no good');
    expect(await lines.next()).toBe('again');
    await emptied();
  });

  it('stops what runs longer than `Timeout`, and goes on in a fresh thread', async () => {
    const { queueUrl, lines, send, emptied } = await start(
      `
      let invocations = 0;
      export const handler = async ({ Records: [record] }) => {
        if (record.attributes.ApproximateReceiveCount < 2) for (;;);
        console.log('invocation', ++invocations);
      };
    `,
      {},
      { Timeout: 1 },
    );
    // As AWS wants it: were it shorter than `Timeout`, the other thread would get the message while this one still runs.
    const Attributes = { VisibilityTimeout: '3' };
    await client.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes }));
    const timedOut = 'invocation failed: Sandbox.Timedout: Task timed out after 1.00 seconds';
    await send('x');
    expect(await lines.next()).toBe(timedOut);
    // On a machine that is busy, a second may be too short even for what ends at once: then it comes once more.
    let line = await lines.next();
    while (line === timedOut) line = await lines.next();
    expect(line).toBe('invocation 1');
    await emptied();
  });

  it('goes on in a fresh thread after an uncaught error', async () => {
    const { lines, send, emptied } = await start(`
      export const handler = async ({ Records: [record] }) => {
        if (record.attributes.ApproximateReceiveCount < 2) {
          setImmediate(() => { throw new RangeError('out of nowhere'); });
          await new Promise(() => {});
        }
        console.log('again');
      };
    `);
    await send('x');
    expect(await lines.next()).toBe('invocation failed: RangeError: out of nowhere');
    expect(await lines.next()).toBe('again');
    await emptied();
  });

  it('tells why a module does not load', async () => {
    const { lines, send } = await start(`throw new Error('broken bundle');`);
    await send('x');
    expect(await lines.next()).toBe('invocation failed: Error: broken bundle');
  });

  it('runs a CommonJS bundle, wherever it lies', async () => {
    const { lines, send } = await start(
      `exports.handler = async () => console.log(typeof require, __filename.endsWith('index.js'));`,
      {},
      {},
      'index.js',
    );
    await send('x');
    expect(await lines.next()).toBe('function true');
  });

  it('collects a batch for `MaximumBatchingWindowInSeconds`', async () => {
    const { lines, send } = await start(
      `export const handler = async ({ Records }) => console.log(Records.map((record) => record.body).sort().join());`,
      { BatchSize: 20, MaximumBatchingWindowInSeconds: 5 },
    );
    const bodies = Array.from({ length: 20 }, (_, index) => String.fromCharCode(97 + index));
    await send(...bodies.slice(0, 10));
    await send(...bodies.slice(10));
    expect(await lines.next()).toBe(bodies.join());
  });

  it('works on two batches at once', async () => {
    const gate = await startGate();
    const { lines, send } = await start(waitsAt(gate.url), { BatchSize: 1 });
    await send('1', '2');
    expect([await lines.next(), await lines.next()]).toEqual(['begin', 'begin']);
    gate.open();
    expect([await lines.next(), await lines.next()]).toEqual(['end', 'end']);
    await gate.close();
  });

  it('lets the batch under way finish when it closes', async () => {
    const gate = await startGate();
    const { lines, send, emptied } = await start(waitsAt(gate.url));
    await send('x');
    expect(await lines.next()).toBe('begin');
    const closed = close();
    gate.open();
    await closed;
    expect(await lines.next()).toBe('end');
    await emptied();
    await gate.close();
  });

  it('runs in a process, whose messages come again when it is killed in the midst of its work', async () => {
    vi.stubEnv('OF_THE_HOST', 'leak');
    const code = `
      export const handler = async ({ Records: [{ attributes }] }) => {
        console.log(attributes.ApproximateReceiveCount, process.env.JOB_TABLE, process.env.OF_THE_HOST);
        if (attributes.ApproximateReceiveCount === '1') await new Promise(() => setInterval(() => undefined, 1_000));
      };
    `;
    const { lines, send, emptied, functions } = await start(code, {}, {}, 'index.mjs', true, 'process');
    await send('x');
    expect(await lines.next()).toBe('1 jobs undefined');
    expect(await functions.crash(() => 0)).toBe(true);
    expect(await lines.next()).toBe('invocation failed: Runtime.ExitError: Runtime exited with error: signal: killed');
    expect(await lines.next()).toMatch(/^[2-9] jobs undefined$/);
    await emptied();
  });

  it.each<[string, object, object, string]>([
    ['another runtime', {}, { Runtime: 'python3.13' }, 'function Collect: only Node.js functions run locally'],
    ['a filter', { FilterCriteria: {} }, {}, 'event source mapping Mapping: FilterCriteria is not supported'],
    ['another source', { EventSourceArn: 'arn:stream' }, {}, 'only queues of the stack feed functions'],
  ])('refuses %s in one line', async (_, mapping, properties, message) => {
    close = () => Promise.resolve();
    await expect(start('', mapping, properties)).rejects.toThrow(message);
  });
});

/** A server that answers nobody until it is opened. */
async function startGate(): Promise<{ url: string; open(): void; close(): Promise<void> }> {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const { url, close } = await listen(createServer((_request, response) => void opened.then(() => response.end())));
  return { url, open, close };
}

/** The code of a function that ends once the gate is open. */
function waitsAt(gateUrl: string): string {
  return `
    export const handler = async () => {
      console.log('begin');
      await fetch('${gateUrl}');
      console.log('end');
    };
  `;
}

/** Starts a function with this code behind a new queue. */
async function start(
  code: string,
  mapping: object = {},
  properties: object = {},
  file = 'index.mjs',
  warm = true,
  host: HostKind = 'thread',
) {
  directory = mkdtempSync(join(tmpdir(), 'lambda-'));
  writeFileSync(join(directory, file), code);
  const name = `queue-${(queues += 1)}`;
  const { queueArn, queueUrl } = sqs.createQueue(name, { attributes: { VisibilityTimeout: '1' } });
  const lines = createQueue<string>();
  const told: string[] = [];
  const functions = createFunctions({
    assembly: assemblyOf(
      [
        resource('Queue', 'AWS::SQS::Queue', queueUrl, queueArn, {}),
        resource('Collect', 'AWS::Lambda::Function', 'collect', FUNCTION_ARN, {
          Runtime: 'nodejs24.x',
          Handler: 'index.handler',
          Role: 'arn:aws:iam::000000000000:role/collect',
          Code: { S3Key: 'asset.zip' },
          Environment: { Variables: { JOB_TABLE: 'jobs' } },
          Timeout: 10,
          MemorySize: 256,
          ...properties,
        }),
        resource('Mapping', 'AWS::Lambda::EventSourceMapping', 'mapping', 'arn', {
          EventSourceArn: queueArn,
          FunctionName: 'collect',
          ...mapping,
        }),
      ],
      () => directory,
    ),
    gatewayUrl: url(),
    credentialsFor: () => credentials,
    isWarm: (name) => warm && name === 'collect',
    host,
    log: (line) => lines.push(line.replace(/^\[collect\] /, '')),
    onPrint: (functionName, line) => told.push(`${functionName}: ${line}`),
  });
  close = () => functions.close();
  await functions.startMappings();
  let deleted = 0;
  return {
    functions,
    queueUrl,
    lines,
    told,
    send: async (...bodies: string[]) => {
      const MessageAttributes = {
        kind: { DataType: 'String', StringValue: 'test' },
        bytes: { DataType: 'Binary', BinaryValue: Uint8Array.of(1, 2) },
      };
      const Entries = bodies.map((MessageBody, index) => ({ Id: String(index), MessageBody, MessageAttributes }));
      await client.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      deleted += bodies.length;
    },
    /** Resolves once everything that was sent has been deleted. */
    emptied: async () => {
      const filter = { service: 'sqs' as const, queueName: name, status: 'consumed' as const };
      await sqs.spy.waitForMessages(filter, { count: deleted, timeout: 5_000 });
    },
  };
}

function resource(logicalId: string, type: string, ref: string, Arn: string, properties: object): Resource {
  return { logicalId, type, ref, attributes: { Arn }, properties: { ...properties } };
}

function url(): string {
  return `http://127.0.0.1:${sqs.port}`;
}
