import type { CreateTableCommandInput, GlobalSecondaryIndex } from '@aws-sdk/client-dynamodb';
import type { Resource } from '../assembly/assembly.ts';

/** The part of `AWS::DynamoDB::Table` and `AWS::DynamoDB::GlobalTable` that `CreateTable` takes under the same names. */
type TableProperties = Pick<
  CreateTableCommandInput,
  'AttributeDefinitions' | 'KeySchema' | 'LocalSecondaryIndexes' | 'BillingMode' | 'ProvisionedThroughput'
> & { GlobalSecondaryIndexes?: GlobalSecondaryIndex[] };

/**
 * The `CreateTable` request for a table of the stack: keys, indexes and billing.
 * Streams, backups, encryption, tags and expiry do nothing that a local stack could show.
 */
export function tableDefinition({ ref, properties }: Resource): CreateTableCommandInput & { TableName: string } {
  const table: TableProperties = properties;
  const { AttributeDefinitions, KeySchema, LocalSecondaryIndexes, GlobalSecondaryIndexes, ProvisionedThroughput } =
    table;
  // A provisioned global table states its capacity as scaling targets; without numbers it is served on demand.
  const provisioned = table.BillingMode !== 'PAY_PER_REQUEST' && ProvisionedThroughput !== undefined;
  return {
    TableName: ref,
    AttributeDefinitions,
    KeySchema,
    ...(LocalSecondaryIndexes && { LocalSecondaryIndexes }),
    ...(GlobalSecondaryIndexes && {
      GlobalSecondaryIndexes: GlobalSecondaryIndexes.map((index) => ({
        IndexName: index.IndexName,
        KeySchema: index.KeySchema,
        Projection: index.Projection,
        ...(provisioned && { ProvisionedThroughput: index.ProvisionedThroughput }),
      })),
    }),
    ...(provisioned ? { BillingMode: 'PROVISIONED', ProvisionedThroughput } : { BillingMode: 'PAY_PER_REQUEST' }),
  };
}
