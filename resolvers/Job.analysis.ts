import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { JobAnalysis } from '../schema/generated/graphql.ts';
import { getJobDetail, jobDetail, type JobDetailContext } from './lib/job-detail.ts';

/** Reads the job's analysis. */
export function request(ctx: JobDetailContext): DynamoDBGetItemRequest {
  return getJobDetail(ctx, 'analysis');
}

/** The analysis, or null until there is one. */
export function response(ctx: JobDetailContext): JobAnalysis | null {
  return jobDetail(ctx) as JobAnalysis | null;
}
