import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InvokeCommand, type InvokeCommandInput, type InvokeCommandOutput, LambdaClient } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { resourceStatements } from '../../../local/iam/resource-statements.ts';
import { createFunctions, type LocalFunctions } from '../../../local/lambda/create-functions.ts';
import { assemblyOf } from '../assembly-of.ts';
import { awsError, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';
import { createQueue } from '../../end-to-end/queue.ts';
import { functionArn, functionOf } from './function-of.ts';

const RULE_ARN = 'arn:aws:events:us-east-1:000000000000:rule/hourly';
let directory: string;
let functions: LocalFunctions;
let gateway: ServedGateway;
let lambda: LambdaClient;
const lines = createQueue<string>();

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'lambda-'));
  const assembly = assemblyOf([
    functionOf(directory, 'echo', 'export const handler = async (event) => event;'),
    functionOf(directory, 'silent', 'export const handler = async () => {};'),
    functionOf(directory, 'says', 'export const handler = async (event) => console.log(JSON.stringify(event));'),
    functionOf(directory, 'throws', `export const handler = async () => { throw new TypeError('no good'); };`),
    functionOf(directory, 'hangs', 'export const handler = () => new Promise(() => {});', { Timeout: 1 }),
    functionOf(directory, 'exits', 'export const handler = () => process.exit(3);'),
    functionOf(directory, 'broken', `throw new Error('broken bundle');`),
    functionOf(directory, 'counts', 'let count = 0; export const handler = async () => ++count;'),
    functionOf(
      directory,
      'context',
      `export const handler = async (_event, context) => ({ ...context, remaining: context.getRemainingTimeInMillis() });`,
    ),
    permission('says', 'lambda:InvokeFunction', 'events.amazonaws.com', RULE_ARN),
  ]);
  gateway = await serveGateway(
    (gatewayUrl) => {
      functions = createFunctions({
        assembly,
        gatewayUrl,
        credentialsFor: () => ({ accessKeyId: 'role-key', secretAccessKey: 'role-secret' }),
        log: (line) => lines.push(line),
      });
      return { lambda: functions.route };
    },
    { resourceStatements: (arn) => resourceStatements(assembly, arn) },
  );
  lambda = new LambdaClient(gateway.client(gateway.admin));
});

afterAll(async () => {
  lambda.destroy();
  await functions.close();
  await gateway.close();
  rmSync(directory, { recursive: true });
});

describe('`Invoke`', () => {
  it('answers with what the handler returns, and what ran', async () => {
    const answer = await invoke({ FunctionName: 'echo', Payload: '{"jobIds":["ü"]}' });
    expect(seen(answer)).toEqual({
      StatusCode: 200,
      ExecutedVersion: '$LATEST',
      FunctionError: undefined,
      payload: { jobIds: ['ü'] },
    });
  });

  it.each<[string, InvokeCommandInput, unknown]>([
    ['no payload', { FunctionName: 'echo' }, {}],
    ['a scalar', { FunctionName: 'echo', Payload: '7' }, 7],
    ['nothing returned', { FunctionName: 'silent' }, null],
  ])('takes %s', async (_, input, payload) => {
    expect(seen(await invoke(input)).payload).toEqual(payload);
  });

  it.each([
    ['name', 'echo'],
    ['name and qualifier', 'echo:$LATEST'],
    ['partial ARN', '000000000000:function:echo'],
    ['ARN', functionArn('echo')],
  ])('knows a function by its %s', async (_, FunctionName) => {
    expect((await invoke({ FunctionName })).StatusCode).toBe(200);
  });

  it('passes the Lambda context, with the id of the request', async () => {
    const answer = await invoke({ FunctionName: 'context' });
    const { remaining, ...context } = seen(answer).payload as { remaining: number };
    expect(context).toEqual({
      functionName: 'context',
      functionVersion: '$LATEST',
      memoryLimitInMB: '128',
      logGroupName: '/aws/lambda/context',
      logStreamName: `local/[$LATEST]${'1'.padStart(32, '0')}`,
      invokedFunctionArn: functionArn('context'),
      awsRequestId: answer.$metadata.requestId,
      callbackWaitsForEmptyEventLoop: true,
    });
    expect(remaining).toBeGreaterThan(0);
    expect(remaining).toBeLessThanOrEqual(10_000);
  });

  it('uses a thread again', async () => {
    const counts: unknown[] = [];
    for (const Payload of ['1', '2', '3']) counts.push(seen(await invoke({ FunctionName: 'counts', Payload })).payload);
    expect(counts).toEqual([1, 2, 3]);
  });

  it.each<[string, { errorType: string; errorMessage: string; trace: unknown }]>([
    [
      'throws',
      {
        errorType: 'TypeError',
        errorMessage: 'no good',
        trace: expect.arrayContaining([
          'TypeError: no good',
          expect.stringContaining('throws/index.mjs:1') as string,
        ]) as unknown,
      },
    ],
    ['hangs', { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 1.00 seconds', trace: [] }],
    ['exits', { errorType: 'Runtime.ExitError', errorMessage: 'Runtime exited with code 3', trace: [] }],
    ['broken', { errorType: 'Error', errorMessage: 'broken bundle', trace: expect.any(Array) as unknown }],
  ])('answers `Unhandled` when the function %s, each time', async (FunctionName, payload) => {
    const unhandled = { StatusCode: 200, ExecutedVersion: '$LATEST', FunctionError: 'Unhandled', payload };
    expect(seen(await invoke({ FunctionName }))).toEqual(unhandled);
    expect(seen(await invoke({ FunctionName }))).toEqual(unhandled);
  });

  it('does not wait for an invocation of type `Event`', async () => {
    const answer = await invoke({ FunctionName: 'says', InvocationType: 'Event', Payload: '{"a":1}' });
    expect(seen(answer)).toMatchObject({ StatusCode: 202, payload: undefined });
    expect(await lines.next()).toBe('[says] {"a":1}');
  });

  it('logs the failure of an invocation of type `Event`', async () => {
    expect((await invoke({ FunctionName: 'throws', InvocationType: 'Event' })).StatusCode).toBe(202);
    expect(await lines.next()).toBe('[throws] invocation failed: TypeError: no good');
  });

  it('runs nothing for a `DryRun`', async () => {
    expect((await invoke({ FunctionName: 'says', InvocationType: 'DryRun', Payload: '1' })).StatusCode).toBe(204);
    await invoke({ FunctionName: 'says', Payload: '2' });
    expect(await lines.next()).toBe('[says] 2');
  });
});

describe('an `Invoke` that cannot be carried out', () => {
  it.each<[string, InvokeCommandInput, { name: string; status: number; message: string }]>([
    [
      'an unknown function',
      { FunctionName: 'none' },
      { name: 'ResourceNotFoundException', status: 404, message: `Function not found: ${functionArn('none')}` },
    ],
    [
      'an unknown version',
      { FunctionName: 'echo', Qualifier: '7' },
      { name: 'ResourceNotFoundException', status: 404, message: `Function not found: ${functionArn('echo')}:7` },
    ],
    [
      'a payload that is not JSON',
      { FunctionName: 'echo', Payload: '{' },
      {
        name: 'InvalidRequestContentException',
        status: 400,
        message: 'Could not parse request body into json',
      },
    ],
  ])('is refused: %s', async (_, input, error) => {
    expect(await awsError(invoke(input))).toEqual(error);
  });
});

describe('who may invoke a function', () => {
  const invokeAs = (credentials: ReturnType<ServedGateway['principal']>, FunctionName: string) =>
    new LambdaClient(gateway.client(credentials)).send(new InvokeCommand({ FunctionName, InvocationType: 'DryRun' }));
  const rule = (arn: string) =>
    gateway.issue({
      arn: 'arn:aws:iam::000000000000:user/events',
      accountId: '000000000000',
      userId: 'AIDAEVENTS',
      service: 'events.amazonaws.com',
      context: { 'aws:SourceArn': arn },
      statements: [],
    });
  const DENIED = { name: 'AccessDeniedException' };

  it('is a role with `lambda:InvokeFunction` on its ARN', async () => {
    const role = gateway.principal({
      Effect: 'Allow',
      Action: 'lambda:InvokeFunction',
      Resource: functionArn('echo'),
    });
    expect((await invokeAs(role, functionArn('echo'))).StatusCode).toBe(204);
    expect(await awsError(invokeAs(role, 'says'))).toMatchObject(DENIED);
  });

  it('is the rule that an `AWS::Lambda::Permission` names, and no other', async () => {
    expect((await invokeAs(rule(RULE_ARN), 'says')).StatusCode).toBe(204);
    expect(await awsError(invokeAs(rule(`${RULE_ARN}-too`), 'says'))).toMatchObject(DENIED);
    expect(await awsError(invokeAs(rule(RULE_ARN), 'echo'))).toMatchObject(DENIED);
  });
});

function invoke(input: InvokeCommandInput): Promise<InvokeCommandOutput> {
  return lambda.send(new InvokeCommand(input));
}

/** An answer without the metadata, its payload read. */
function seen({ StatusCode, ExecutedVersion, FunctionError, Payload }: InvokeCommandOutput) {
  const text = Payload?.transformToString() ?? '';
  const payload: unknown = text === '' ? undefined : JSON.parse(text);
  return { StatusCode, ExecutedVersion, FunctionError, payload };
}

function permission(FunctionName: string, Action: string, Principal: string, SourceArn: string): Resource {
  return {
    logicalId: 'Permission',
    type: 'AWS::Lambda::Permission',
    ref: 'permission',
    attributes: {},
    properties: { FunctionName: functionArn(FunctionName), Action, Principal, SourceArn },
  };
}
