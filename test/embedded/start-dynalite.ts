import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { awsClientConfig } from './aws-client-config.ts';
import { listen } from './listen.ts';

/** An empty DynamoDB, and a client of it. */
export type EmbeddedDynamoDb = { url: string; client: DynamoDBClient; close: () => Promise<void> };

/** Starts dynalite on a free port, in memory. */
export async function startDynalite(): Promise<EmbeddedDynamoDb> {
  const { url, close } = await listen(dynalite({ createTableMs: 0 }));
  const client = new DynamoDBClient(awsClientConfig(url));
  return {
    url,
    client,
    async close() {
      client.destroy();
      await close();
    },
  };
}
