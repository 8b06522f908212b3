import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SQSClient } from '@aws-sdk/client-sqs';
import { readConfig } from './config.ts';
import { createReconciler } from './create-reconciler.ts';
import type { Reconciler } from './create-reconciler.ts';
import { createMediaConvert } from './mediaconvert/create-mediaconvert.ts';

let reconciler: Reconciler | undefined;

/** The Lambda function's entry. Reads its configuration once, on the first round. */
export const handler: Reconciler = async (event, context) => {
  reconciler ??= createReconciler({
    config: readConfig(process.env),
    clients: { dynamodb: new DynamoDBClient(), mediaconvert: createMediaConvert(), sqs: new SQSClient() },
  });
  return await reconciler(event, context);
};
