import { expect, it } from 'vitest';
import { churn } from './churn.ts';

it('clients that come and go leave no socket, no timer, no group of subscriptions and no memory behind', async () => {
  const [warm, later] = await churn({ connections: 120, stages: 2, seed: 1 });
  if (warm === undefined || later === undefined) throw new Error('there are two stages');

  expect(later.webSockets).toBe(0);
  // Node's own sockets and timers of the moment come and go.
  expect(later.handles).toBeLessThanOrEqual(warm.handles + 2);
  expect(later.sockets).toBeLessThanOrEqual(warm.sockets + 3);
  expect(later.timers).toBeLessThanOrEqual(warm.timers + 3);
  expect(later.maps).toBeLessThanOrEqual(warm.maps + 1);
  expect(later.sets).toBeLessThanOrEqual(warm.sets + 1);
  // A connection that is kept takes some ten kilobytes.
  expect(later.heapBytes).toBeLessThan(1.05 * warm.heapBytes);
}, 120_000);
