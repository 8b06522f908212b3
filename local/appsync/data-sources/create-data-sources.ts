import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Credentials } from '../../iam/principal.ts';
import type { AppSyncApi } from '../api.ts';
import type { InvokeFunction, SendRequest } from './data-source.ts';
import { createPageTokens } from './dynamodb/page-token.ts';
import { sendToDynamoDb } from './dynamodb/send-to-dynamodb.ts';
import { sendToNone } from './none.ts';

/** The data sources of an API, by name. Each signs with the credentials of its own role. */
export function createDataSources(options: {
  api: AppSyncApi;
  dynamodbEndpoint: string;
  credentialsFor: (roleArn: string) => Credentials;
  /** For `conditionalCheckFailedHandler`s with the strategy `Custom`, which are refused without it. */
  invokeFunction?: InvokeFunction;
}): { dataSources: Map<string, SendRequest>; close: () => void } {
  const { api, dynamodbEndpoint, credentialsFor, invokeFunction: invoke } = options;
  const tokens = createPageTokens();
  const clients: DynamoDBClient[] = [];
  const dataSources = new Map<string, SendRequest>();
  for (const source of api.dataSources) {
    if (source.type === 'NONE') {
      dataSources.set(source.name, sendToNone);
      continue;
    }
    const { region, roleArn, tableName } = source;
    const client = new DynamoDBClient({ endpoint: dynamodbEndpoint, region, credentials: credentialsFor(roleArn) });
    clients.push(client);
    const custom = invoke && { invoke, roleArn, region };
    dataSources.set(
      source.name,
      sendToDynamoDb({ client, tableName, tokens, apiId: api.apiId, ...(custom && { custom }) }),
    );
  }
  return {
    dataSources,
    close: () => {
      for (const client of clients) client.destroy();
    },
  };
}
