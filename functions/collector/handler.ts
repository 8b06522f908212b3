import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createLogger } from '../lib/create-logger.ts';
import { readConfig } from './config.ts';
import { createCollector } from './create-collector.ts';
import type { Collector, CollectorOptions } from './create-collector.ts';

const logger = createLogger();
const metrics = new Metrics({ logger });
let collector: Collector | undefined;

/** The Lambda function's entry. Reads its configuration once, on the first batch. */
export const handler = async (batch: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  collector ??= createCollector({ config: readConfig(process.env), clients: createClients(), logger, metrics });
  return await collector(batch);
};

function createClients(): CollectorOptions['clients'] {
  const clients = { dynamodb: new DynamoDBClient(), kinesis: new KinesisClient(), sqs: new SQSClient() };
  // It copies all that is sent and answered, for a logger that these clients do not have.
  for (const { middlewareStack } of Object.values(clients)) middlewareStack.remove('loggerMiddleware');
  return clients;
}
