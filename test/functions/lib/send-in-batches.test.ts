import { describe, expect, it } from 'vitest';
import { sendInBatches } from '../../../functions/lib/send-in-batches.ts';

class ValidationException extends Error {
  override readonly name = 'ValidationException';
}

/** An API whose items are numbers, their size in bytes; `send` is given. */
function api(send: (items: number[]) => number[]) {
  const calls: number[][] = [];
  return {
    calls,
    maxItems: 3,
    maxBytes: 10,
    bytesOf: (item: number) => item,
    send(items: number[]) {
      calls.push(items);
      return Promise.resolve().then(() => send(items));
    },
  };
}

describe('sending in batches', () => {
  it.each([
    ['the number of items', [1, 1, 1, 1], [[1, 1, 1], [1]]],
    ['the bytes', [6, 4, 1], [[6, 4], [1]]],
    ['a single item that is too large by itself', [1, 20, 1], [[1], [20], [1]]],
    ['nothing to send', [], []],
  ])('splits by %s', async (_case, items, expected) => {
    const recorded = api(() => []);
    expect(await sendInBatches(items, recorded)).toEqual(new Map());
    expect(recorded.calls).toEqual(expected);
  });

  it('sends again what was left undone, and that alone', async () => {
    const recorded = api((items) => (items.length === 3 ? [2, 3] : []));
    expect(await sendInBatches([1, 2, 3], recorded)).toEqual(new Map());
    expect(recorded.calls).toEqual([
      [1, 2, 3],
      [2, 3],
    ]);
  });

  it('fails what is left undone six times', async () => {
    const recorded = api((items) => items.filter((item) => item === 2));
    const failed = await sendInBatches([1, 2, 3], recorded);
    expect([...failed.keys()]).toEqual([2]);
    expect(recorded.calls).toHaveLength(6);
  });

  it('finds the item for which a call is refused', async () => {
    const refusal = new ValidationException('too large');
    const recorded = api((items) => {
      if (items.includes(2)) throw refusal;
      return [];
    });
    expect(await sendInBatches([1, 2, 3], recorded)).toEqual(new Map([[2, refusal]]));
    expect(recorded.calls).toEqual([[1, 2, 3], [1, 2], [3], [1], [2]]);
  });

  it('does not try to find it when the service is at fault', async () => {
    const outage = new Error('unavailable');
    const recorded = api(() => {
      throw outage;
    });
    expect((await sendInBatches([1, 2, 3], recorded)).size).toBe(3);
    expect(recorded.calls).toHaveLength(1);
  });
});
