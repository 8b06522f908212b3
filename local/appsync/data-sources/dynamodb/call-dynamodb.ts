import type { AwsResponse, CallAws } from '../../../gateway/service.ts';
import type { Credentials } from '../../../iam/principal.ts';
import { isJsonObject, type JsonObject, parseJson } from '../../../json.ts';
import type { Item } from './attribute-value.ts';

/** What the operations answer, as far as it is used here. */
type Answers = {
  GetItem: { Item?: Item };
  PutItem: object;
  UpdateItem: { Attributes?: Item };
  DeleteItem: { Attributes?: Item };
  Query: Page;
  Scan: Page;
  BatchGetItem: { Responses?: Record<string, Item[]>; UnprocessedKeys?: Record<string, { Keys: Item[] }> };
  BatchWriteItem: { UnprocessedItems?: Record<string, WriteRequest[]> };
  TransactGetItems: { Responses?: { Item?: Item }[] };
  TransactWriteItems: object;
};

/** What Query and Scan answer. */
export type Page = { Items?: Item[]; LastEvaluatedKey?: Item; ScannedCount?: number };

/** One write of a batch. */
export type WriteRequest = { PutRequest?: { Item: Item }; DeleteRequest?: { Key: Item } };

/** Asks DynamoDB for an operation, in the wire's own terms. @throws DynamoDbError when DynamoDB refuses it */
export type CallDynamoDb = <Operation extends keyof Answers>(
  operation: Operation,
  input: object,
) => Promise<Answers[Operation]>;

/** A refusal of DynamoDB's; `name` is its code. */
export class DynamoDbError extends Error {
  readonly status: number;
  readonly requestId: string;
  /** Why a transaction was cancelled, action by action. */
  readonly reasons: { Code?: string; Message?: string; Item?: Item }[];

  constructor({ status, headers }: Pick<AwsResponse, 'status' | 'headers'>, answer: JsonObject) {
    const text = (value: unknown): string => (typeof value === 'string' ? value : 'UnknownError');
    super(text(answer['message'] ?? answer['Message']));
    this.name = text(answer['__type']).replace(/^.*#/, '');
    this.status = status;
    this.requestId = headers['x-amzn-requestid'] ?? '';
    this.reasons = (answer['CancellationReasons'] ?? []) as typeof this.reasons;
  }
}

/**
 * DynamoDB for the holder of a key. The AWS SDK would take more time than the whole rest of a query: most of what it does is for
 * networks and regions.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 */
export function dynamoDbOf(callAws: CallAws, credentials: Credentials): CallDynamoDb {
  return async <Operation extends keyof Answers>(operation: Operation, input: object): Promise<Answers[Operation]> => {
    const call = { service: 'dynamodb', target: `DynamoDB_20120810.${operation}`, body: JSON.stringify(input) };
    const response = await callAws(call, credentials);
    const parsed = parseJson(response.body);
    const answer = isJsonObject(parsed) ? parsed : {};
    if (response.status !== 200) throw new DynamoDbError(response, answer);
    return answer;
  };
}
