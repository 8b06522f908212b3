import type { JsonObject } from '../../../json.ts';
import type { DataSourceAnswer } from '../data-source.ts';
import type { CallDynamoDb } from './call-dynamodb.ts';
import type { PageTokens } from './page-token.ts';

/** What an operation works with. */
export type Call = {
  dynamodb: CallDynamoDb;
  /** The data source's table: batch operations and transactions name their own. */
  tableName: string;
  tokens: PageTokens;
  /** Whose pagination tokens these are: `API_ID/Query.jobs`. */
  owner: string;
  /** Asks a Lambda function what to do about a failed condition. Rejects when it cannot be invoked, or fails. */
  askFunction: (functionArn: string, event: ConditionEvent) => Promise<unknown>;
};

/** What such a function is told besides the field. */
export type ConditionEvent = { requestMapping: JsonObject; currentValue: unknown };

/** One operation of a DynamoDB data source. What DynamoDB throws is turned into `ctx.error` by the caller. */
export type Operation = (request: JsonObject, call: Call) => Promise<DataSourceAnswer>;

/** An answer without an error. */
export const answer = (result: unknown): DataSourceAnswer => ({ result, error: null });
