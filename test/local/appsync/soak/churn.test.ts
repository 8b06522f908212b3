import { expect, it } from 'vitest';
import { churn } from './churn.ts';
import { leaks } from './leaks.ts';

it('clients that come and go leave no socket, no timer, no group of subscriptions and no memory behind', async () => {
  const [warm, later] = await churn({ connections: 60, stages: 2, seed: 1 });
  if (warm === undefined || later === undefined) throw new Error('there are two stages');

  expect(leaks(warm, later)).toEqual([]);
}, 120_000);
