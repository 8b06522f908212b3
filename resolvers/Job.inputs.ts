import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { JobInput } from '../schema/generated/graphql.ts';
import { getJobDetail, jobDetail, type JobDetailContext } from './lib/job-detail.ts';

/** Reads the job's inputs. */
export function request(ctx: JobDetailContext): DynamoDBGetItemRequest {
  return getJobDetail(ctx, 'inputs');
}

/** The inputs; none until MediaConvert has reported them. */
export function response(ctx: JobDetailContext): JobInput[] {
  const inputs = jobDetail(ctx) as JobInput[] | null;
  return inputs ?? [];
}
