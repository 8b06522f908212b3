import { expect, it } from 'vitest';
import { createClientRequestTokens } from '../../../../local/dynamodb/transactions/client-request-tokens.ts';

const REQUEST = { ClientRequestToken: 'a', TransactItems: [{ Put: { TableName: 'jobs' } }] };

it('knows a request again for ten minutes, and another one under its token', () => {
  let now = 0;
  const tokens = createClientRequestTokens(() => now);
  expect(tokens.look('a', REQUEST)).toBe('new');
  tokens.remember('a', REQUEST);
  now = 10 * 60_000 - 1;
  expect([tokens.look('a', { ...REQUEST }), tokens.look('a', { ...REQUEST, TransactItems: [] })]).toEqual([
    'same',
    'other',
  ]);
  now += 1;
  expect(tokens.look('a', REQUEST)).toBe('new');
});

it('takes every request without a token for a new one', () => {
  const tokens = createClientRequestTokens();
  const request = { TransactItems: REQUEST.TransactItems };
  tokens.remember(undefined, request);
  expect(tokens.look(undefined, request)).toBe('new');
});
