import { DynamoDbError } from './call-dynamodb.ts';

/** What AppSync names by its own name is what AWS's Java SDK has an exception for. */
const MODELED = new Set([
  'ConditionalCheckFailedException',
  'IdempotentParameterMismatchException',
  'InternalServerErrorException',
  'ItemCollectionSizeLimitExceededException',
  'ProvisionedThroughputExceededException',
  'ReplicatedWriteConflictException',
  'RequestLimitExceededException',
  'ResourceInUseException',
  'ResourceNotFoundException',
  'ThrottlingException',
  'TransactionCanceledException',
  'TransactionConflictException',
  'TransactionInProgressException',
]);

/**
 * A failed call as `ctx.error`: `DynamoDB:ConditionalCheckFailedException`, `… (Service: DynamoDb, Status Code: 400, Request ID: Y)`.
 *
 * AWS: so recorded since AppSync uses the second Java SDK, which has no exception for a denied or an invalid request:
 * https://github.com/aws-amplify/amplify-backend/issues/2969 has the newest message.
 */
export function toContextError(error: unknown): { type: string; message: string } {
  if (!(error instanceof DynamoDbError)) {
    // UNSURE: what AWS says when DynamoDB cannot be reached at all.
    return {
      type: 'DynamoDB:SdkClientException',
      message: error instanceof Error ? error.message : String(error),
    };
  }
  const details = `Service: DynamoDb, Status Code: ${error.status}, Request ID: ${error.requestId}`;
  return {
    type: `DynamoDB:${MODELED.has(error.name) ? error.name : 'DynamoDbException'}`,
    message: `${error.message} (${details}) (SDK Attempt Count: 1)`,
  };
}
