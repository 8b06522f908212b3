import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';

/** AWS: the message of a failed call, as recorded: `… (Service: AmazonDynamoDBv2; Status Code: 400; Error Code: X; Request ID: Y)`. */
export function toContextError(error: unknown): { type: string; message: string } {
  if (!(error instanceof DynamoDBServiceException)) {
    // UNSURE: what AWS says when DynamoDB cannot be reached at all.
    return {
      type: 'DynamoDB:AmazonDynamoDBException',
      message: error instanceof Error ? error.message : String(error),
    };
  }
  const { httpStatusCode = 400, requestId = '' } = error.$metadata;
  const details = `Service: AmazonDynamoDBv2; Status Code: ${httpStatusCode}; Error Code: ${error.name}; Request ID: ${requestId}`;
  return { type: `DynamoDB:${error.name}`, message: `${error.message} (${details})` };
}
