import { createRequire } from 'node:module';
import type { Resource } from '../../local/assembly/assembly.ts';
import { tableDefinition } from '../../local/dynamodb/table-definition.ts';

/** An item in DynamoDB's JSON. */
export type Item = Record<string, object>;

/**
 * The items of one table, as far as writes have told of them, and what calls cost in request units.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html: a write costs the larger of the
 * item before and after, also when its condition fails, in units of 1 KB; a read, in units of 4 KB, and half as much when it
 * is eventually consistent. An index is written only when the item enters, leaves, or moves in it.
 */
export type ItemLedger = {
  put(item: Item): number;
  /** An update that leaves the item's size as it is. */
  update(key: Item): number;
  delete(key: Item): number;
  read(key: Item, isConsistent: boolean): number;
  /** What is stored, as DynamoDB charges for it: with 100 bytes for each item, and for each entry of an index. */
  bytes(): number;
};

// dynalite computes sizes by DynamoDB's rules.
const { itemSize } = createRequire(import.meta.url)('dynalite/db') as { itemSize(item: Item): number };

const OVERHEAD_BYTES = 100;

/** How a ledger differs from its table. */
export type LedgerOptions = {
  /** Takes every index to hold whole items. @default they hold keys, and a table with others is refused */
  projectsAll?: boolean;
};

/** A ledger without items. */
export function createItemLedger(table: Resource, { projectsAll = false }: LedgerOptions = {}): ItemLedger {
  const { KeySchema = [], GlobalSecondaryIndexes = [] } = tableDefinition(table);
  const namesOf = (schema: typeof KeySchema): string[] => schema.map(({ AttributeName: name = '' }) => name);
  const keyNames = namesOf(KeySchema);
  const indexes = GlobalSecondaryIndexes.map((index) => {
    if (!projectsAll && index.Projection?.ProjectionType !== 'KEYS_ONLY')
      throw new Error(`${String(index.IndexName)}: not only keys`);
    return [...new Set([...namesOf(index.KeySchema ?? []), ...keyNames])];
  });
  const items = new Map<string, Item>();

  const keyOf = (item: Item): string => JSON.stringify(keyNames.map((name) => item[name]));
  /** The entry of an index, if there is one. */
  const entry = (item: Item | undefined, names: string[]): Item[] =>
    item !== undefined && names.every((name) => name in item)
      ? [projectsAll ? item : Object.fromEntries(names.map((name) => [name, item[name] ?? {}]))]
      : [];
  /** What an index is written: nothing where the entry is the same, once where it stays in its place, else twice. */
  const indexWrites = (before: Item | undefined, after: Item | undefined, names: string[]): number => {
    const entries = [...entry(before, names), ...entry(after, names)];
    const [left, entered] = entries;
    if (entered === undefined) return left === undefined ? 0 : units(left, 1024);
    if (JSON.stringify(left) === JSON.stringify(entered)) return 0;
    const stays = names.every((name) => JSON.stringify(left?.[name]) === JSON.stringify(entered[name]));
    return stays ? Math.max(units(left, 1024), units(entered, 1024)) : units(left, 1024) + units(entered, 1024);
  };
  const replace = (key: string, after: Item | undefined): number => {
    const before = items.get(key);
    if (after === undefined) items.delete(key);
    else items.set(key, after);
    const moved = indexes.map((names) => indexWrites(before, after, names));
    return Math.max(units(before, 1024), units(after, 1024)) + moved.reduce((sum, writes) => sum + writes, 0);
  };
  return {
    put: (item) => replace(keyOf(item), item),
    update: (key) => units(items.get(keyOf(key)), 1024),
    delete: (key) => replace(keyOf(key), undefined),
    read: (key, isConsistent) => units(items.get(keyOf(key)), 4096) / (isConsistent ? 1 : 2),
    bytes: () =>
      [...items.values()]
        .flatMap((item) => [item, ...indexes.flatMap((names) => entry(item, names))])
        .reduce((sum, item) => sum + itemSize(item) + OVERHEAD_BYTES, 0),
  };
}

/** One at least, also for an item that is not there. */
function units(item: Item | undefined, bytes: number): number {
  return item === undefined ? 1 : Math.ceil(itemSize(item) / bytes);
}
