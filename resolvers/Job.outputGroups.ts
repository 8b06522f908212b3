import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { OutputGroup } from '../schema/generated/graphql.ts';
import { getJobDetail, jobDetail, type JobDetailContext } from './lib/job-detail.ts';

/** Reads what the job's completion told of its outputs. */
export function request(ctx: JobDetailContext): DynamoDBGetItemRequest {
  return getJobDetail(ctx, 'outputGroups');
}

/** The output groups; none until the job is complete. */
export function response(ctx: JobDetailContext): OutputGroup[] {
  const outputs = jobDetail(ctx) as { groups: OutputGroup[] } | null;
  return outputs?.groups ?? [];
}
