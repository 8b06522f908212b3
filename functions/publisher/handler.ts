import { readFileSync } from 'node:fs';
import { S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { createLogger } from '../lib/create-logger.ts';
import { createPublisher } from './create-publisher.ts';
import type { PageFile } from './page-file.ts';

const logger = createLogger();
// It lies beside the bundle.
const page = JSON.parse(readFileSync(new URL('page.json', import.meta.url), 'utf8')) as PageFile[];
const publisher = createPublisher(new S3Client(), page, logger);

/** The Lambda function's entry. */
export const handler = async (event: CloudFormationCustomResourceEvent, context: Context): Promise<void> => {
  logger.addContext(context);
  await publisher(event);
};
