import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MappingError, type SendRequest } from '../data-source.ts';
import type { Operation } from './call.ts';
import { batchGetItem } from './operations/BatchGetItem.ts';
import { batchDeleteItem, batchPutItem } from './operations/BatchWriteItem.ts';
import { deleteItem } from './operations/DeleteItem.ts';
import { getItem } from './operations/GetItem.ts';
import { putItem } from './operations/PutItem.ts';
import { query } from './operations/Query.ts';
import { scan } from './operations/Scan.ts';
import { transactGetItems } from './operations/TransactGetItems.ts';
import { transactWriteItems } from './operations/TransactWriteItems.ts';
import { updateItem } from './operations/UpdateItem.ts';
import { INVALID_TOKEN_ERROR, InvalidTokenError, type PageTokens } from './page-token.ts';
import { fieldsOf, textOf } from './request-fields.ts';
import { toContextError } from './service-error.ts';

const OPERATIONS: Record<string, Operation> = {
  GetItem: getItem,
  PutItem: putItem,
  UpdateItem: updateItem,
  DeleteItem: deleteItem,
  Query: query,
  Scan: scan,
  BatchGetItem: batchGetItem,
  BatchPutItem: batchPutItem,
  BatchDeleteItem: batchDeleteItem,
  TransactGetItems: transactGetItems,
  TransactWriteItems: transactWriteItems,
};

/**
 * The DynamoDB data source.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html
 */
export function sendToDynamoDb(options: {
  client: DynamoDBClient;
  tableName: string;
  tokens: PageTokens;
  apiId: string;
}): SendRequest {
  const { client, tableName, tokens, apiId } = options;
  return async (value, resolver) => {
    const request = fieldsOf(value, '');
    const name = textOf(request['operation'], '[operation]');
    const operation = Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined;
    if (operation === undefined) throw new MappingError(`Unsupported operation '${name}'.`);
    try {
      return await operation(request, { client, tableName, tokens, owner: `${apiId}/${resolver}` });
    } catch (error) {
      if (error instanceof MappingError) throw error;
      if (error instanceof InvalidTokenError) return { result: null, error: INVALID_TOKEN_ERROR };
      return { result: null, error: toContextError(error) };
    }
  };
}
