import { setTimeout as delay } from 'node:timers/promises';
import {
  type CreateTableCommandInput,
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  ResourceInUseException,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';

/** A table to be made. */
export type TableDefinition = CreateTableCommandInput & { TableName: string };

/**
 * Creates the tables that are not there yet and waits until all of them take writes.
 * A table kept from an earlier run stays as it is; rejects when the stack has changed its keys or indexes since.
 */
export async function createTables(client: DynamoDBClient, definitions: TableDefinition[]): Promise<void> {
  await Promise.all(
    definitions.map(async (definition) => {
      try {
        await client.send(new CreateTableCommand(definition));
      } catch (error) {
        if (!(error instanceof ResourceInUseException)) throw error;
      }
      const table = await activeTable(client, definition.TableName);
      if (keysOf(table) !== keysOf(definition)) {
        throw new Error(
          `the kept table ${definition.TableName} has other keys or indexes than the stack; choose another data directory`,
        );
      }
    }),
  );
}

/** A new table refuses some writes until it is ACTIVE. The SDK's own waiter looks every two seconds at most. */
async function activeTable(client: DynamoDBClient, name: string): Promise<TableDescription> {
  for (;;) {
    const { Table: table } = await client.send(new DescribeTableCommand({ TableName: name }));
    if (table?.TableStatus === 'ACTIVE') return table;
    await delay(5);
  }
}

type Keys = { KeySchema?: KeySchemaElement[] | undefined };
type Indexes = { IndexName?: string | undefined; KeySchema?: KeySchemaElement[] | undefined }[] | undefined;

/** The keys of a table and its indexes as text, equal for equal keys. */
function keysOf(table: Keys & { GlobalSecondaryIndexes?: Indexes; LocalSecondaryIndexes?: Indexes }): string {
  const keys = ({ KeySchema: schema = [] }: Keys): string[] =>
    schema.map(({ AttributeName: name, KeyType: type }) => `${type ?? ''} ${name ?? ''}`).sort();
  const indexes = [...(table.GlobalSecondaryIndexes ?? []), ...(table.LocalSecondaryIndexes ?? [])];
  return JSON.stringify([keys(table), indexes.map((index) => [index.IndexName ?? '', ...keys(index)]).sort()]);
}
