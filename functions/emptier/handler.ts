import { S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { createLogger } from '../lib/create-logger.ts';
import { createEmptier } from './create-emptier.ts';

const logger = createLogger();
const emptier = createEmptier(new S3Client(), logger);

/** The Lambda function's entry. */
export const handler = async (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
  logger.addContext(context);
  await emptier(event);
};
