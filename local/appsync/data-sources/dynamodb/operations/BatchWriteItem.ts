import { toItem, toPlainItem, type Item } from '../attribute-value.ts';
import type { WriteRequest } from '../call-dynamodb.ts';
import { answer, type Operation } from '../call.ts';
import { fieldsOf, listOf } from '../request-fields.ts';

function batchWrite(
  toWrite: (item: Item) => WriteRequest,
  itemOf: (write: WriteRequest) => Item | undefined,
  unprocessed: string,
): Operation {
  return async (request, { dynamodb }) => {
    const items: Record<string, Item[]> = {};
    for (const [table, value] of Object.entries(fieldsOf(request['tables'], '[tables]'))) {
      items[table] = listOf(value, `[tables][${table}]`).map((item, index) =>
        toItem(item, `[tables][${table}][${index}]`),
      );
    }
    const RequestItems = Object.fromEntries(Object.entries(items).map(([table, all]) => [table, all.map(toWrite)]));
    const { UnprocessedItems = {} } = await dynamodb('BatchWriteItem', { RequestItems });
    const data: Record<string, unknown[]> = {};
    const left: Record<string, unknown[]> = {};
    for (const [table, all] of Object.entries(items)) {
      data[table] = all.map((item) => toPlainItem(item));
      left[table] = (UnprocessedItems[table] ?? []).map((write) => toPlainItem(itemOf(write)));
    }
    return answer({ data, [unprocessed]: left });
  };
}

/** The items as they were put: `{ data, unprocessedItems }`. */
export const batchPutItem = batchWrite(
  (Item) => ({ PutRequest: { Item } }),
  (write) => write.PutRequest?.Item,
  'unprocessedItems',
);

/** The keys that were deleted: `{ data, unprocessedKeys }`. */
export const batchDeleteItem = batchWrite(
  (Key) => ({ DeleteRequest: { Key } }),
  (write) => write.DeleteRequest?.Key,
  'unprocessedKeys',
);
