import { expect, it } from 'vitest';
import { churn } from './churn.ts';

it('clients that come and go leave no socket, no timer, no group of subscriptions and no memory behind', async () => {
  const [warm, later] = await churn({ connections: 120, stages: 2, seed: 1 });
  if (warm === undefined || later === undefined) throw new Error('there are two stages');

  // Node's own sockets and timers of the moment come and go.
  expect(later).toEqual({
    webSockets: 0,
    handles: expect.toSatisfy((count: number) => count <= warm.handles + 2),
    sockets: expect.toSatisfy((count: number) => count <= warm.sockets + 3),
    timers: expect.toSatisfy((count: number) => count <= warm.timers + 3),
    maps: expect.toSatisfy((count: number) => count <= warm.maps + 1),
    sets: expect.toSatisfy((count: number) => count <= warm.sets + 1),
    // A connection that is kept takes some ten kilobytes.
    heapBytes: expect.toSatisfy((bytes: number) => bytes < 1.05 * warm.heapBytes),
    rssBytes: expect.any(Number),
  });
}, 120_000);
