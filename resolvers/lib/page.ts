import type { InputMaybe } from '../../schema/generated/graphql.ts';
import { badRequest } from './bad-request.ts';

const DEFAULT_LIMIT = 25;

/** BatchGetItem reads at most 100 items, and a page is one BatchGetItem. */
const MAX_LIMIT = 100;

/** The arguments that every list has. */
export type PageArguments = { limit?: InputMaybe<number>; nextToken?: InputMaybe<string> };

/** `limit` and `nextToken` of a Query request. Ends the field with `BadRequest` when they cannot be right. */
export function page(args: PageArguments): { limit: number; nextToken: string | null } {
  const limit = args.limit ?? DEFAULT_LIMIT;
  if (limit < 1 || limit > MAX_LIMIT) badRequest(`limit must be from 1 to ${MAX_LIMIT}, not ${limit}`);
  // DynamoDB would take an empty token for the first page, and a client that loses its token would read that page for ever.
  if (args.nextToken === '') badRequest('nextToken must not be empty; leave it out for the first page');
  return { limit, nextToken: args.nextToken ?? null };
}
