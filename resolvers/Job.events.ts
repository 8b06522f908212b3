import { util, type Context, type DynamoDBQueryRequest } from '@aws-appsync/utils';
import { query } from '@aws-appsync/utils/dynamodb';
import type { JobEvent, JobEventsArgs } from '../schema/generated/graphql.ts';
import { isAlive } from './lib/alive.ts';
import { page } from './lib/page.ts';
import { raiseQueryError } from './lib/raise.ts';

/** An item of EventTable. `event` ends with the event's id, `timestamp` is epoch milliseconds, `body` the whole event's JSON text. */
type EventItem = { event: string; status: string; source: string; timestamp: number; body: string; ttl: number };

/** The digits of the time that `event` starts with, and the `#` after them. */
const BEFORE_ID = 14;

type JobEventsContext = Context<
  JobEventsArgs,
  Record<string, unknown>,
  undefined,
  { id: string },
  { items: EventItem[]; nextToken: string | null }
>;

/** A JobEvent whose `detail` is an object: AppSync writes it as JSON text. */
type JobEventFields = Omit<JobEvent, 'detail'> & { detail: unknown };

/** Reads a page of the job's events, oldest first: their sort key starts with their time. */
export function request(ctx: JobEventsContext): DynamoDBQueryRequest {
  return query<{ jobId: string }>({
    query: { jobId: { eq: ctx.source?.id ?? '' } },
    ...page(ctx.args),
    scanIndexForward: true,
  });
}

/** The page without its expired events. */
export function response(ctx: JobEventsContext): { items: JobEventFields[]; nextToken: string | null } {
  if (ctx.error) raiseQueryError(ctx.error, ctx.args.nextToken);
  const { items, nextToken } = ctx.result;
  return { items: items.filter((item) => isAlive(item)).map((item) => eventOfItem(item)), nextToken };
}

function eventOfItem(item: EventItem): JobEventFields {
  const event = JSON.parse(item.body) as { detail?: unknown };
  return {
    id: item.event.slice(BEFORE_ID),
    status: item.status,
    source: item.source,
    timestamp: util.time.epochMilliSecondsToISO8601(item.timestamp),
    detail: event.detail ?? {},
  };
}
