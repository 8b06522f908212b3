import { runtime, type Context, type DynamoDBQueryRequest } from '@aws-appsync/utils';
import { keyPage, type JobKeyPage, type JobListStash, type KeyRow } from './lib/job-list.ts';
import type { PageArguments } from './lib/page.ts';
import { raiseQueryError } from './lib/raise.ts';

type QueryTenantJobKeysContext = Context<
  PageArguments,
  JobListStash,
  undefined,
  undefined,
  { items: KeyRow[]; nextToken: string | null }
>;

/** Runs the key query of a tenant, of JobTagTable. For whoever may see all jobs there is none, and `Function.queryJobKeys` runs its own. */
export function request(ctx: QueryTenantJobKeysContext): DynamoDBQueryRequest {
  const { tenantKeyQuery } = ctx.stash;
  if (!tenantKeyQuery) runtime.earlyReturn(null);
  return tenantKeyQuery;
}

/** The keys, in the query's order. */
export function response(ctx: QueryTenantJobKeysContext): JobKeyPage {
  if (ctx.error) raiseQueryError(ctx.error, ctx.args.nextToken);
  return keyPage(ctx.result);
}
