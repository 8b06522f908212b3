import type { Context, DynamoDBQueryRequest } from '@aws-appsync/utils';
import type { JobKey, JobKeyPage, JobListStash } from './lib/job-list.ts';
import type { PageArguments } from './lib/page.ts';
import { raiseQueryError } from './lib/raise.ts';

/** A row of JobTable's index, or of JobTagTable, whose `job` is `createdAt#id`. */
type KeyRow = JobKey | { job: string };

type QueryJobKeysContext = Context<
  PageArguments,
  JobListStash,
  undefined,
  undefined,
  { items: KeyRow[]; nextToken: string | null }
>;

/** Runs the key query of the list's resolver. */
export function request(ctx: QueryJobKeysContext): DynamoDBQueryRequest {
  return ctx.stash.keyQuery;
}

/** The keys, in the query's order. */
export function response(ctx: QueryJobKeysContext): JobKeyPage {
  if (ctx.error) raiseQueryError(ctx.error, ctx.args.nextToken);
  const { items, nextToken } = ctx.result;
  return { keys: items.map((row) => keyOfRow(row)), nextToken };
}

function keyOfRow(row: KeyRow): JobKey {
  if (!Object.hasOwn(row, 'job')) return row as JobKey;
  const { job } = row as { job: string };
  // Only the first `#` separates: a timestamp has none, and what a job id may hold is MediaConvert's to decide.
  const createdAt = job.split('#')[0] ?? '';
  return { id: job.slice(createdAt.length + 1), createdAt };
}
