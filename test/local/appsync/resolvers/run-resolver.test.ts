import { describe, expect, it } from 'vitest';
import { FieldFault } from '../../../../local/appsync/resolvers/field-fault.ts';
import { type FieldContext, runResolver } from '../../../../local/appsync/resolvers/run-resolver.ts';
import type { HandlerOutput } from '../../../../local/appsync/runtime/handler.ts';

const FIELD: FieldContext = {
  arguments: {},
  source: null,
  identity: null,
  request: { headers: {}, domainName: null },
  info: { fieldName: 'a', parentTypeName: 'Query', variables: {}, selectionSetList: [], selectionSetGraphQL: '' },
  env: {},
};

/** What comes of a request, and of the answer to it, both handed on by the code as they are. */
async function run(request: unknown, result: unknown): Promise<{ sent: number; outcome: unknown }> {
  let sent = 0;
  const output = (value: unknown): HandlerOutput => ({
    ending: { kind: 'returned', value },
    stash: {},
    arguments: {},
    effects: { appendedErrors: [], invalidations: [], evictions: [], responseHeaders: {}, logs: [] },
  });
  const outcome = await runResolver(
    {
      kind: 'UNIT',
      name: 'Query.a',
      code: ({ handler, context }) => Promise.resolve(output(handler === 'request' ? request : context.result)),
      send: () => {
        sent += 1;
        return Promise.resolve({ result, error: null });
      },
    },
    FIELD,
    'String',
    () => undefined,
  ).catch((error: unknown) => error);
  return { sent, outcome };
}

describe('5 MB of JSON', () => {
  // The quotes are two bytes, the letter is two of UTF-8.
  const text = (bytes: number): string => 'é'.repeat((bytes - 2) / 2);
  const limit = 5 * 1024 * 1024;
  const tooLarge = new FieldFault('Transformation too large', 'MappingTemplate');

  it('are what a data source may be asked and may answer', async () => {
    expect(await run(text(limit), text(limit))).toEqual({ sent: 1, outcome: text(limit) });
  });

  it('are exceeded by a request, which is not sent', async () => {
    expect(await run(text(limit + 2), 'short')).toEqual({ sent: 0, outcome: tooLarge });
  });

  it('are exceeded by an answer, which no handler sees', async () => {
    expect(await run('short', text(limit + 2))).toEqual({ sent: 1, outcome: tooLarge });
  });
});
