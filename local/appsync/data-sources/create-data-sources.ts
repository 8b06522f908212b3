import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { Credentials } from '../../iam/principal.ts';
import type { AppSyncApi } from '../api.ts';
import { createInvokeFunction } from '../invoke-function.ts';
import type { SendRequest } from './data-source.ts';
import { createPageTokens } from './dynamodb/page-token.ts';
import { sendToDynamoDb } from './dynamodb/send-to-dynamodb.ts';
import { sendToNone } from './none.ts';

/** The data sources of an API, by name. Each signs with the credentials of its own role. */
export function createDataSources(options: {
  api: AppSyncApi;
  /** Where DynamoDB's API is, and Lambda's for failed conditions with the strategy `Custom`. */
  endpoint: string;
  /** How requests get to DynamoDB. @default over HTTP, to the endpoint */
  requestHandler?: NonNullable<DynamoDBClientConfig['requestHandler']>;
  credentialsFor: (roleArn: string) => Credentials;
}): { dataSources: Map<string, SendRequest>; close: () => void } {
  const { api, endpoint, requestHandler, credentialsFor } = options;
  const tokens = createPageTokens();
  const closing: (() => void)[] = [];
  const dataSources = new Map<string, SendRequest>();
  for (const source of api.dataSources) {
    if (source.type === 'NONE') {
      dataSources.set(source.name, sendToNone);
      continue;
    }
    const { region, roleArn, tableName } = source;
    const access = { endpoint, region, credentials: credentialsFor(roleArn) };
    const client = new DynamoDBClient({ ...access, ...(requestHandler && { requestHandler }) });
    const { invokeFunction, close } = createInvokeFunction(access);
    closing.push(() => client.destroy(), close);
    dataSources.set(
      source.name,
      sendToDynamoDb({ client, invokeFunction, tableName, region, tokens, apiId: api.apiId }),
    );
  }
  return {
    dataSources,
    close: () => {
      for (const close of closing) close();
    },
  };
}
