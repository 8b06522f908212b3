import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { startDynamoDb } from '../../../local/dynamodb/start-dynamodb.ts';
import type { Credentials } from '../../../local/iam/principal.ts';
import { ACCOUNT, REGION, serveGateway } from '../gateway/serve-gateway.ts';

/** The official DynamoDB Local is asked the same as dynalite where its jar is at hand: the tests need no Java. */
export const ENGINES: readonly ('dynalite' | 'local')[] =
  process.env['DYNAMODB_LOCAL_JAR'] === undefined ? ['dynalite'] : ['dynalite', 'local'];

/** A table, its key a partition key and perhaps a sort key, each by name and type. */
export function tableOf(ref: string, key: Record<string, 'S' | 'N'>): Resource {
  return {
    logicalId: ref,
    type: 'AWS::DynamoDB::Table',
    ref,
    attributes: {},
    properties: {
      KeySchema: Object.keys(key).map((name, index) => ({
        AttributeName: name,
        KeyType: index === 0 ? 'HASH' : 'RANGE',
      })),
      AttributeDefinitions: Object.entries(key).map(([name, type]) => ({ AttributeName: name, AttributeType: type })),
      BillingMode: 'PAY_PER_REQUEST',
    },
  };
}

/** Serves tables at a gateway, to one who may do anything. */
export async function serveTables(
  engine: 'dynalite' | 'local',
  tables: Resource[],
): Promise<{ client: DynamoDBClient; url: string; credentials: Credentials; close(): Promise<void> }> {
  const dynamodb = await startDynamoDb({ engine, tables, region: REGION, accountId: ACCOUNT });
  const gateway = await serveGateway(() => ({ dynamodb: dynamodb.route }));
  const client = new DynamoDBClient(gateway.client(gateway.admin));
  return {
    client,
    url: gateway.url,
    credentials: gateway.admin,
    close: async () => {
      client.destroy();
      await gateway.close();
      await dynamodb.close();
    },
  };
}
