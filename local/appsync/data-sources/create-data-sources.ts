import type { CallAws } from '../../gateway/service.ts';
import type { Credentials } from '../../iam/principal.ts';
import type { AppSyncApi } from '../api.ts';
import { createInvokeFunction } from '../invoke-function.ts';
import { callOverHttp } from './call-over-http.ts';
import type { SendRequest } from './data-source.ts';
import { dynamoDbOf } from './dynamodb/call-dynamodb.ts';
import { createPageTokens } from './dynamodb/page-token.ts';
import { newPageTokenKey } from './dynamodb/page-token-key.ts';
import { sendToDynamoDb } from './dynamodb/send-to-dynamodb.ts';
import { sendToNone } from './none.ts';

/** The data sources of an API, by name. Each acts with the credentials of its own role. */
export function createDataSources(options: {
  api: AppSyncApi;
  /** Where DynamoDB's API is, and Lambda's for failed conditions with the strategy `Custom`. */
  endpoint: string;
  /** How calls get to DynamoDB. @default over HTTP, to the endpoint */
  callAws?: CallAws;
  credentialsFor: (roleArn: string) => Credentials;
  /** Seals pagination tokens. @default one that dies with this process */
  pageTokenKey?: Buffer;
}): { dataSources: Map<string, SendRequest>; close: () => void } {
  const { api, endpoint, credentialsFor } = options;
  const tokens = createPageTokens(options.pageTokenKey ?? newPageTokenKey());
  const closing: (() => void)[] = [];
  const dataSources = new Map<string, SendRequest>();
  for (const source of api.dataSources) {
    if (source.type === 'NONE') {
      dataSources.set(source.name, sendToNone);
      continue;
    }
    const { region, roleArn, tableName } = source;
    const credentials = credentialsFor(roleArn);
    const dynamodb = dynamoDbOf(options.callAws ?? callOverHttp(endpoint, region), credentials);
    const { invokeFunction, close } = createInvokeFunction({ endpoint, region, credentials });
    closing.push(close);
    dataSources.set(
      source.name,
      sendToDynamoDb({ dynamodb, invokeFunction, tableName, region, tokens, apiId: api.apiId }),
    );
  }
  return {
    dataSources,
    close: () => {
      for (const close of closing) close();
    },
  };
}
