import { S3Client } from '@aws-sdk/client-s3';
import { createEmptier } from './create-emptier.ts';
import type { Emptier } from './create-emptier.ts';

/** The Lambda function's entry. */
export const handler: Emptier = createEmptier(new S3Client());
