import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { JobMediainfoArgs } from '../schema/generated/graphql.ts';
import { badRequest } from './lib/bad-request.ts';
import { getJobDetail, jobDetail, type JobDetailContext } from './lib/job-detail.ts';

/** Reads the report of one input. */
export function request(ctx: JobDetailContext<JobMediainfoArgs>): DynamoDBGetItemRequest {
  const { input } = ctx.args;
  if (input < 1) badRequest(`input must be 1 or more, not ${input}: a job's inputs are counted from 1`);
  return getJobDetail(ctx, `mediainfo#${input}`);
}

/** The report as an object, which AppSync writes as JSON text; null when there is none. */
export function response(ctx: JobDetailContext<JobMediainfoArgs>): unknown {
  return jobDetail(ctx);
}
