import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { CollectorOptions } from '../../functions/collector/create-collector.ts';

/** The clients of a collector, as its handler makes them. */
export function createClients(config: {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
}): CollectorOptions['clients'] {
  const dynamodb = new DynamoDBClient(config);
  const { requestHandler } = dynamodb.config;
  return { dynamodb, kinesis: new KinesisClient({ ...config, requestHandler }), sqs: new SQSClient(config) };
}
