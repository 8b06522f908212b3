import { type JsonObject, parseJson } from '../../../json.ts';
import type { InvokeFunction } from '../../invoke-function.ts';
import { MappingError, type ResolvedField, type SendRequest } from '../data-source.ts';
import type { CallDynamoDb } from './call-dynamodb.ts';
import type { Call, ConditionEvent, Operation } from './call.ts';
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
import { fieldsOf, onlyFields, textOf } from './request-fields.ts';
import { toContextError } from './service-error.ts';

const PAGE_FIELDS = ['index', 'nextToken', 'limit', 'consistentRead', 'select', 'filter', 'projection'];

/** The operations, each with the fields of its request. */
const OPERATIONS: Record<string, [Operation, readonly string[]]> = {
  GetItem: [getItem, ['key', 'consistentRead', 'projection']],
  PutItem: [putItem, ['key', 'attributeValues', 'condition']],
  UpdateItem: [updateItem, ['key', 'update', 'condition']],
  DeleteItem: [deleteItem, ['key', 'condition']],
  Query: [query, ['query', 'scanIndexForward', ...PAGE_FIELDS]],
  Scan: [scan, ['totalSegments', 'segment', ...PAGE_FIELDS]],
  BatchGetItem: [batchGetItem, ['tables']],
  BatchPutItem: [batchPutItem, ['tables']],
  BatchDeleteItem: [batchDeleteItem, ['tables']],
  TransactGetItems: [transactGetItems, ['transactItems']],
  TransactWriteItems: [transactWriteItems, ['transactItems']],
};

/** What belongs to versioned data sources. */
const VERSIONED_FIELDS = ['_version', 'customPartitionKey', 'populateIndexFields'];

/**
 * The DynamoDB data source.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/js-resolver-reference-dynamodb.html
 */
export function sendToDynamoDb(options: {
  dynamodb: CallDynamoDb;
  /** Asks the function of the strategy `Custom`. */
  invokeFunction: InvokeFunction;
  tableName: string;
  region: string;
  tokens: PageTokens;
  apiId: string;
}): SendRequest {
  const { dynamodb, invokeFunction, tableName, region, tokens, apiId } = options;
  return async (value, resolver, field) => {
    const { request, operation } = readRequest(value);
    const askFunction: Call['askFunction'] = async (functionArn, event) =>
      parseJson(await invokeFunction(functionArn, JSON.stringify(eventOf(event, tableName, region, field))));
    const call: Call = { dynamodb, askFunction, tableName, tokens, owner: `${apiId}/${resolver}` };
    try {
      return await operation(request, call);
    } catch (error) {
      if (error instanceof MappingError) throw error;
      if (error instanceof InvalidTokenError) return { result: null, error: INVALID_TOKEN_ERROR };
      return { result: null, error: toContextError(error) };
    }
  };
}

function readRequest(value: unknown): { request: JsonObject; operation: Operation } {
  const request = fieldsOf(value, '');
  const name = textOf(request['operation'], '[operation]');
  if (name === 'Sync') throw new MappingError("The operation 'Sync' is not imitated by the local AppSync.");
  const [operation, fields] = (Object.hasOwn(OPERATIONS, name) ? OPERATIONS[name] : undefined) ?? [];
  // UNSURE: AWS's wording.
  if (operation === undefined || fields === undefined) throw new MappingError(`Unsupported operation '${name}'.`);
  const versioned = VERSIONED_FIELDS.find((field) => Object.hasOwn(request, field));
  if (versioned !== undefined)
    throw new MappingError(`Versioned data sources are not imitated by the local AppSync: '$[${versioned}]'.`);
  return { request: onlyFields(request, ['operation', 'version', ...fields], ''), operation };
}

/** AWS: the payload of the invocation, at the page on condition expressions. */
const eventOf = (
  { requestMapping, currentValue }: ConditionEvent,
  tableName: string,
  awsRegion: string,
  { arguments: given, identity, ...field }: Partial<ResolvedField> = {},
): object => ({
  arguments: given,
  requestMapping,
  currentValue,
  resolver: { tableName, awsRegion, ...field },
  identity,
});
