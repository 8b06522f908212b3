import { expect, it } from 'vitest';
import { fuzz } from './fuzz.ts';

const SEED = 1;
/** What the inputs must at least have come to, or they are not what they are meant to be. */
const REACHED = [
  ...[
    'POST: 200',
    'POST: 400',
    'POST: 401',
    'POST: 431',
    'request: 200',
    'request: 400',
    'request: 404',
    'request: 405',
  ],
  ...['upgrade: 101', 'upgrade: 404', 'frames: 101'],
];

it('hostile frames, headers and bodies are answered or end their connection, and harm nobody else', async () => {
  const summary = await fuzz({ runs: 1000, seed: SEED });

  expect(Object.keys(summary)).toEqual(expect.arrayContaining(REACHED));
}, 120_000);
