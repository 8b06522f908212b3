import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

const SEED = 1;
/** What the inputs must at least have come to, or they are not what they are meant to be. */
const ANSWERS = [
  ...['POST: 200', 'POST: 400', 'POST: 401', 'POST: 431', 'POST over TLS: 200', 'POST over TLS: 401'],
  ...['request: 200', 'request: 400', 'request: 404', 'request: 405'],
  ...['upgrade: 101', 'upgrade: 404', 'frames: 101', 'frames over TLS: 101', 'handshake: closed'],
];
const REACHED = [
  ...['API_KEY', 'AMAZON_COGNITO_USER_POOLS', 'OPENID_CONNECT', 'AWS_LAMBDA', 'API_KEY, start'],
  ...['kept', 'keep', 'dynamodb'],
];

it('hostile handshakes, frames, headers and bodies are answered or end their connection, and harm nobody else', async () => {
  const { answers, reached } = await fuzz({ runs: 500, seed: SEED });

  expect(Object.keys(answers)).toEqual(expect.arrayContaining(ANSWERS));
  expect(Object.keys(reached)).toEqual(expect.arrayContaining(REACHED));
}, 120_000);
