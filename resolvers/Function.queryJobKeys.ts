import { runtime, type Context, type DynamoDBQueryRequest } from '@aws-appsync/utils';
import { keyPage, type JobKeyPage, type JobListStash, type KeyRow } from './lib/job-list.ts';
import type { PageArguments } from './lib/page.ts';
import { raiseQueryError } from './lib/raise.ts';

type QueryJobKeysContext = Context<
  PageArguments,
  JobListStash,
  { result: JobKeyPage },
  undefined,
  { items: KeyRow[]; nextToken: string | null }
>;

/** Runs the key query of the list's resolver. Without one, passes on what `Function.queryTenantJobKeys` found. */
export function request(ctx: QueryJobKeysContext): DynamoDBQueryRequest {
  const { keyQuery } = ctx.stash;
  if (!keyQuery) runtime.earlyReturn(ctx.prev.result);
  return keyQuery;
}

/** The keys, in the query's order. */
export function response(ctx: QueryJobKeysContext): JobKeyPage {
  if (ctx.error) raiseQueryError(ctx.error, ctx.args.nextToken);
  return keyPage(ctx.result);
}
