import { EvaluateCodeCommand, type AppSyncClient, type EvaluateCodeCommandInput } from '@aws-sdk/client-appsync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError } from '../../gateway/serve-gateway.ts';
import { PLACE, serveControl } from './serve-control.ts';

const CODE = `import { util } from '@aws-appsync/utils';
export function request(ctx) {
  ctx.stash.seen = true;
  util.appendError('careful', 'Warning', { a: 1 });
  return ctx;
}
export function response(ctx) { return ctx.result; }
`;

let control: Awaited<ReturnType<typeof serveControl>>;
let client: AppSyncClient;
beforeAll(async () => {
  control = await serveControl();
  ({ client } = control);
});
afterAll(() => control.close());

const commandOf = (input: Partial<EvaluateCodeCommandInput> = {}): EvaluateCodeCommand =>
  new EvaluateCodeCommand({
    runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
    code: CODE,
    context: '{}',
    function: 'request',
    ...input,
  });

describe('`EvaluateCode`', () => {
  it('answers result, stash and appended errors, with a context of defaults', async () => {
    const { $metadata, evaluationResult = '', ...answer } = await client.send(commandOf());

    expect($metadata.httpStatusCode).toBe(200);
    expect(JSON.parse(evaluationResult)).toEqual({
      arguments: {},
      args: {},
      source: null,
      identity: null,
      stash: { seen: true },
      result: null,
      prev: null,
      error: null,
      request: { headers: {}, domainName: null },
      info: { fieldName: '', parentTypeName: '', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
      env: {},
    });
    expect(answer).toEqual({
      logs: [],
      stash: '{"seen":true}',
      outErrors: '[{"message":"careful","errorType":"Warning","data":{"a":1},"errorInfo":null}]',
    });
  });

  it('answers the message of an error, and no result', async () => {
    const code = CODE.replace('return ctx;', "util.error('foo', 'Bad', { b: 2 });");
    const { error, evaluationResult, stash } = await client.send(commandOf({ code }));

    expect({ error, evaluationResult, stash }).toEqual({
      error: { message: 'foo', codeErrors: [] },
      evaluationResult: undefined,
      stash: '{"seen":true}',
    });
  });

  it('answers what is wrong with the code, and where', async () => {
    const code = CODE.replace('return ctx;', 'throw 1;');
    const { error, evaluationResult } = await client.send(commandOf({ code }));

    expect(evaluationResult).toBeUndefined();
    expect(error?.message).toBe('The code contains one or more errors.');
    expect(error?.codeErrors).toEqual([
      {
        errorType: 'PARSE_ERROR',
        value: expect.stringMatching(/^code\.js\(5,3\): error: .+\n$/) as string,
        location: { line: 5, column: 3, span: 'throw 1;'.length },
      },
    ]);
  });

  it('runs the response handler, and the request handler when none is named', async () => {
    const context = '{ "result": 5 }';
    const response = await client.send(commandOf({ function: 'response', context }));
    const unnamed = await client.send(
      commandOf({ function: undefined, code: 'export const request = () => 1;', context }),
    );

    expect([response.evaluationResult, unnamed.evaluationResult]).toEqual(['5', '1']);
  });

  const SHAPE = 'The following properties in your mock context object failed validation: ';
  it.each<[string, Partial<EvaluateCodeCommandInput>, string]>([
    ['a context that is no JSON', { context: 'nothing' }, 'The context is not a JSON object'],
    ['a context that is a list', { context: '[]' }, 'The context is not a JSON object'],
    ['an identity of no mode', { context: '{"identity":{"handlerContext":{}}}' }, `${SHAPE}ctx.identity`],
    [
      'arguments and a stash that are lists',
      { context: '{"arguments":[],"stash":[]}' },
      `${SHAPE}ctx.arguments, ctx.stash`,
    ],
    ['headers that are a text', { context: '{"request":{"headers":"a"}}' }, `${SHAPE}ctx.request`],
    [
      'an empty context',
      { context: '' },
      "at 'context' failed to satisfy constraint: Member must have length greater than or equal to 2",
    ],
    [
      'a long context',
      { context: `"${'a'.repeat(28_000)}"` },
      "'context' failed to satisfy constraint: Member must have length less than or equal to 28000",
    ],
    [
      'no code',
      { code: '' },
      "at 'code' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      'code of 32,769 characters',
      { code: CODE.padEnd(32_769) },
      "'code' failed to satisfy constraint: Member must have length less than or equal to 32768",
    ],
    ['an unknown function', { function: 'before' }, `Value "before" at 'function' failed`],
    [
      'an unknown runtime',
      { runtime: { name: 'VTL' as 'APPSYNC_JS', runtimeVersion: '1.0.0' } },
      `Value "VTL" at 'runtime.name' failed`,
    ],
    [
      'an unknown version',
      { runtime: { name: 'APPSYNC_JS', runtimeVersion: '2.0.0' } },
      `"2.0.0" at 'runtime.runtimeVersion' failed`,
    ],
    ['several faults', { code: '', function: 'x' }, '2 validation errors detected: '],
  ])('refuses %s', async (_what, input, message) => {
    const refused = await awsError(client.send(commandOf(input)));

    expect(refused).toMatchObject({ name: 'BadRequestException', status: 400 });
    expect(refused.message).toContain(message);
  });

  it('takes code of 32,768 characters', async () => {
    const { error } = await client.send(commandOf({ code: CODE.padEnd(32_768) }));

    expect(error).toBeUndefined();
  });

  it('stops a handler that runs away, and goes on answering', async () => {
    const code = 'export function request() { const a = [1]; for (const b of a) { a.push(b); a.shift(); a.push(b); } }';
    const [runaway, other] = await Promise.all([client.send(commandOf({ code })), client.send(commandOf())]);

    expect(runaway.error?.message).toBe('the request handler ran for more than 1000 ms');
    expect(other.error).toBeUndefined();
  });

  it('needs `appsync:EvaluateCode`, as the documentation grants it', async () => {
    const allowed = control.clientWith({ Effect: 'Allow', Action: 'appsync:evaluateCode', Resource: `${PLACE}:*` });
    const refused = await awsError(control.clientWith().send(commandOf()));

    expect((await allowed.send(commandOf())).error).toBeUndefined();
    expect(refused).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `perform: appsync:EvaluateCode on resource: ${PLACE}:/v1/dataplane-evaluatecode`,
      ) as string,
    });
  });
});
