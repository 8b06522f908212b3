import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { type Consumer, createConsumer } from './create-consumer.ts';

/** The Lambda function's entry. */
export const handler: Consumer = createConsumer({
  client: new DynamoDBClient(),
  table: process.env['FINISHED_JOB_TABLE'] ?? '',
});
