import type { Context, DynamoDBGetItemRequest } from '@aws-appsync/utils';
import { get } from '@aws-appsync/utils/dynamodb';
import { isAlive } from './alive.ts';
import { raise } from './raise.ts';

/** An item of JobDetailTable. `data` is JSON text. */
type JobDetailItem = { id: string; part: string; data: string; ttl: number };

/** Context of a field of Job that JobDetailTable holds, with the field's arguments. */
export type JobDetailContext<Arguments = unknown> = Context<
  Arguments,
  Record<string, unknown>,
  undefined,
  { id: string },
  JobDetailItem | null
>;

/** Reads a part of the job that the field belongs to. */
export function getJobDetail<Arguments>(ctx: JobDetailContext<Arguments>, part: string): DynamoDBGetItemRequest {
  return get<{ id: string; part: string }>({ key: { id: ctx.source?.id ?? '', part } });
}

/** The part as the collector or the analyzer wrote it; null when it is not there or has expired. */
export function jobDetail<Arguments>(ctx: JobDetailContext<Arguments>): unknown {
  if (ctx.error) raise(ctx.error);
  return isAlive(ctx.result) ? JSON.parse(ctx.result.data) : null;
}
