import { BatchWriteItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient, WriteRequest } from '@aws-sdk/client-dynamodb';
import { sendInBatches } from '../../lib/send-in-batches.ts';
import type { Item } from './job-item.ts';

/** A row to put, or the key of one to delete. */
export type Write = { put: Item } | { delete: Item };

/** A table, and the names of its key's two parts. */
export type RowTable = { table: string; keyNames: readonly [string, string] };

/** Writes the rows, no two of one key. Returns those that failed, each with the reason. */
export async function batchWrite(
  client: DynamoDBClient,
  { table, keyNames }: RowTable,
  writes: readonly Write[],
): Promise<Map<Write, unknown>> {
  const keyOf = (item: Item | undefined) => JSON.stringify(keyNames.map((name) => item?.[name]?.S));
  return await sendInBatches(writes, {
    // AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
    maxItems: 25,
    maxBytes: 16 * 1024 * 1024,
    bytesOf: (write) => JSON.stringify(write).length,
    async send(batch) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteItemCommand({ RequestItems: { [table]: batch.map(toRequest) } }),
      );
      const undone = new Set(
        UnprocessedItems?.[table]?.map(({ PutRequest, DeleteRequest }) =>
          keyOf(PutRequest?.Item ?? DeleteRequest?.Key),
        ),
      );
      return batch.filter((write) => undone.has(keyOf('put' in write ? write.put : write.delete)));
    },
  });
}

function toRequest(write: Write): WriteRequest {
  return 'put' in write ? { PutRequest: { Item: write.put } } : { DeleteRequest: { Key: write.delete } };
}
