import { describe, expect, it } from 'vitest';
import { createItemLedger, type Item } from '../../../bench/calls/item-ledger.ts';
import type { Resource } from '../../../local/assembly/assembly.ts';

const key = (name: string, kind: 'HASH' | 'RANGE') => ({ AttributeName: name, KeyType: kind });
const table = (projection = 'KEYS_ONLY'): Resource => ({
  logicalId: 'Jobs',
  type: 'AWS::DynamoDB::Table',
  ref: 'jobs',
  attributes: {},
  properties: {
    KeySchema: [key('id', 'HASH')],
    GlobalSecondaryIndexes: [
      {
        IndexName: 'status-createdAt',
        KeySchema: [key('status', 'HASH'), key('createdAt', 'RANGE')],
        Projection: { ProjectionType: projection },
      },
    ],
  },
});

/** An item of so many bytes of text, beside the names and values of the others: 20 bytes more. */
const item = (bytes: number, more: Item = {}): Item => ({
  id: { S: 'a' },
  createdAt: { S: '12345' },
  text: { S: 'x'.repeat(bytes - 4) },
  ...more,
});
const ID = { id: { S: 'a' } };

describe('the ledger of a table', () => {
  it('counts a write unit for each 1 KB begun, of the larger one of the items before and after', () => {
    const ledger = createItemLedger(table());
    expect([ledger.put(item(1000)), ledger.put(item(1010)), ledger.put(item(3000)), ledger.put(item(100))]).toEqual([
      1, 2, 3, 3,
    ]);
    expect([ledger.update(ID), ledger.delete(ID), ledger.delete(ID), ledger.update(ID)]).toEqual([1, 1, 1, 1]);
  });

  it('counts a read unit for each 4 KB begun, and half of it when the read is eventually consistent', () => {
    const ledger = createItemLedger(table());
    expect(ledger.read(ID, true)).toBe(1);
    ledger.put(item(9000));
    expect([ledger.read(ID, true), ledger.read(ID, false)]).toEqual([3, 1.5]);
  });

  it('counts the writes of an index: one where an item enters or leaves, two where it moves, none where it stays', () => {
    const ledger = createItemLedger(table());
    const submitted = item(100, { status: { S: 'SUBMITTED' } });
    const progressing = item(100, { status: { S: 'PROGRESSING' } });
    expect([
      ledger.put(submitted),
      ledger.put({ ...submitted, version: { N: '2' } }),
      ledger.put(progressing),
      ledger.put(item(100)),
      ledger.put(item(100)),
    ]).toEqual([2, 1, 3, 2, 1]);
  });

  it('knows what is stored, with 100 bytes for each item and each entry of an index', () => {
    const ledger = createItemLedger(table());
    ledger.put(item(100));
    expect(ledger.bytes()).toBe(117 + 100);
    // The index holds `status`, `createdAt` and `id`.
    ledger.put(item(100, { status: { S: 'ERROR' } }));
    expect(ledger.bytes()).toBe(117 + 11 + 100 + (11 + 14 + 3 + 100));
    ledger.delete(ID);
    expect(ledger.bytes()).toBe(0);
  });

  it('is not for a table whose index holds more than keys', () => {
    expect(() => createItemLedger(table('ALL'))).toThrow('status-createdAt: not only keys');
  });
});

describe('the ledger of a table whose indexes hold whole items', () => {
  it('counts each write of the item again, and twice where it moves', () => {
    const ledger = createItemLedger(table('ALL'), { projectsAll: true });
    const submitted = item(2000, { status: { S: 'SUBMITTED' } });
    expect([
      ledger.put(submitted),
      ledger.put({ ...submitted, version: { N: '2' } }),
      ledger.put(item(2000, { status: { S: 'PROGRESSING' } })),
    ]).toEqual([4, 4, 6]);
  });

  // AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html, "Provisioned throughput considerations".
  it('counts the larger one where an entry stays in its place, and the one that was there where it leaves', () => {
    const ledger = createItemLedger(table('ALL'), { projectsAll: true });
    const status = { status: { S: 'PROGRESSING' } };
    expect([
      ledger.put(item(1500, status)),
      ledger.put(item(2500, status)),
      ledger.put(item(500, status)),
      ledger.put(item(500, status)),
      ledger.put(item(500)),
      ledger.delete(ID),
    ]).toEqual([2 + 2, 3 + 3, 3 + 3, 1, 1 + 1, 1]);
  });
});
