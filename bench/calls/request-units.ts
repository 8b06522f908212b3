import type { Resource } from '../../local/assembly/assembly.ts';
import { createItemLedger, type Item, type ItemLedger, type LedgerOptions } from './item-ledger.ts';

/** The members of a request. */
export type Body = Record<string, unknown>;

/** Request units of one table. */
export type TableUnits = { table: string; writeUnits: number; readUnits: number };

/** What requests to DynamoDB cost, computed by its published rules from what the requests before have stored. */
export type UnitCounter = {
  /** The units of a request, one entry for each item of it; none for an operation that costs nothing or is not known. */
  unitsOf(operation: string, body: Body): TableUnits[];
  /** What is stored in a table, in bytes. */
  bytes(table: string): number;
  readonly tables: readonly string[];
};

type WriteRequest = { PutRequest: { Item: Item } } | { DeleteRequest: { Key: Item } };
type Read = { Keys: Item[]; ConsistentRead?: boolean };

/** A counter for tables that are empty. */
export function createUnitCounter(tables: readonly Resource[], options?: LedgerOptions): UnitCounter {
  const ledgers = new Map(tables.map((table) => [table.ref, createItemLedger(table, options)]));
  const ledger = (table: unknown): ItemLedger => {
    const found = ledgers.get(String(table));
    if (found === undefined) throw new Error(`no table ${String(table)}`);
    return found;
  };
  const write = (table: unknown, writeUnits: number): TableUnits => ({
    table: String(table),
    writeUnits,
    readUnits: 0,
  });
  const read = (table: unknown, readUnits: number): TableUnits => ({ table: String(table), writeUnits: 0, readUnits });
  const operations: Record<string, (body: Body) => TableUnits[]> = {
    PutItem: ({ TableName, Item }) => [write(TableName, ledger(TableName).put(Item as Item))],
    UpdateItem: ({ TableName, Key }) => [write(TableName, ledger(TableName).update(Key as Item))],
    BatchWriteItem: ({ RequestItems }) =>
      Object.entries(RequestItems as Record<string, WriteRequest[]>).flatMap(([table, requests]) =>
        requests.map((request) =>
          write(
            table,
            'PutRequest' in request
              ? ledger(table).put(request.PutRequest.Item)
              : ledger(table).delete(request.DeleteRequest.Key),
          ),
        ),
      ),
    GetItem: ({ TableName, Key, ConsistentRead }) => [
      read(TableName, ledger(TableName).read(Key as Item, ConsistentRead === true)),
    ],
    BatchGetItem: ({ RequestItems }) =>
      Object.entries(RequestItems as Record<string, Read>).flatMap(([table, { Keys, ConsistentRead = false }]) =>
        Keys.map((key) => read(table, ledger(table).read(key, ConsistentRead))),
      ),
    // A page of keys is a unit, or little more.
    Query: ({ TableName, ConsistentRead }) => [read(TableName, ConsistentRead === true ? 1 : 0.5)],
  };
  return {
    unitsOf: (operation, body) => operations[operation]?.(body) ?? [],
    bytes: (table) => ledger(table).bytes(),
    tables: [...ledgers.keys()],
  };
}
