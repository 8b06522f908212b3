import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { MAX_ROW_TEXT_BYTES } from '../../lib/row-text.ts';
import type { CheckedEvent } from '../event/checked-event.ts';
import { keptBody } from '../event/kept-body.ts';
import { batchWrite } from './batch-write.ts';
import type { Write } from './batch-write.ts';

/** Writes the raw events, as far as rows hold them. `ttl` in epoch seconds. Returns the ids of the jobs that lack an event now, with the reason. */
export async function putEventRows(
  client: DynamoDBClient,
  table: string,
  events: readonly CheckedEvent[],
  ttl: number,
): Promise<Map<string, unknown>> {
  // A message that came twice in a batch makes one row: a call with two writes of one key is refused.
  const rows = new Map(events.map((event) => [`${event.jobId} ${sortKey(event)}`, event]));
  const jobIds = new Map<Write, string>();
  for (const event of rows.values()) jobIds.set({ put: toRow(event, ttl) }, event.jobId);
  const failed = await batchWrite(client, { table, keyNames: ['jobId', 'event'] }, [...jobIds.keys()]);
  return new Map([...failed].map(([write, reason]) => [jobIds.get(write) ?? '', reason]));
}

/** Sorts as time does: 13 digits of epoch milliseconds, and the event's id, which no attribute repeats. */
function sortKey({ timestamp = 0, id }: CheckedEvent): string {
  return `${String(timestamp).padStart(13, '0')}#${id}`;
}

function toRow(event: CheckedEvent, ttl: number) {
  return marshall({
    jobId: event.jobId,
    event: sortKey(event),
    status: event.status,
    source: event.source,
    timestamp: event.timestamp ?? 0,
    body: keptBody(event, MAX_ROW_TEXT_BYTES),
    ttl,
  });
}
