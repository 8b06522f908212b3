import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { getJobDetail, jobDetail, type JobDetailContext } from './lib/job-detail.ts';

/** Reads the job's settings. */
export function request(ctx: JobDetailContext): DynamoDBGetItemRequest {
  return getJobDetail(ctx, 'settings');
}

/** The create-job settings as an object, which AppSync writes as JSON text; null when they are not known. */
export function response(ctx: JobDetailContext): unknown {
  return jobDetail(ctx);
}
