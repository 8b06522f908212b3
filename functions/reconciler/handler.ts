import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context } from 'aws-lambda';
import { createLogger } from '../lib/create-logger.ts';
import { readConfig } from './config.ts';
import { createReconciler } from './create-reconciler.ts';
import type { Reconciler, RoundCounts } from './create-reconciler.ts';
import { createMediaConvert } from './mediaconvert/create-mediaconvert.ts';

const logger = createLogger();
const metrics = new Metrics({ logger });
let reconciler: Reconciler | undefined;

/** The Lambda function's entry. Reads its configuration once, on the first round. */
export const handler = async (event: unknown, context: Context): Promise<RoundCounts> => {
  logger.addContext(context);
  reconciler ??= createReconciler({
    config: readConfig(process.env),
    clients: { dynamodb: new DynamoDBClient(), mediaconvert: createMediaConvert(), sqs: new SQSClient() },
    logger,
    metrics,
  });
  return await reconciler(event, context);
};
