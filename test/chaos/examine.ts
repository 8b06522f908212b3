import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { parseEvent } from '../../functions/collector/event/parse-event.ts';
import { canonicalJson } from '../../functions/collector/job/canonical-json.ts';
import { fromItem } from '../../functions/collector/store/job-item.ts';
import type { Outputs } from '../../local/outputs.ts';
import { collectInOrder } from '../functions/collector/job/whole-jobs/deliver.ts';
import { drainQueue, readStream, readTable } from './read-everything.ts';
import type { Sent } from './sent-events.ts';

/** What is wrong in the end; empty where everything is as it should be. A list holds the first few. */
export type Findings = Record<string, string[]>;

/** The clients of everything that is looked at. */
export type Clients = { dynamodb: DynamoDBClient; kinesis: KinesisClient; sqs: SQSClient };

const MOST_TOLD = 5;

/** Compares what was sent with everything that is stored, streamed, published and set aside. */
export async function examine(
  { dynamodb, kinesis, sqs }: Clients,
  { resources }: Outputs,
  { jobIds, events, poison }: Sent,
  published: ReadonlyMap<string, number>,
): Promise<Findings> {
  const [eventRows, jobItems] = await Promise.all([
    readTable(dynamodb, resources.eventTable),
    readTable(dynamodb, resources.jobTable),
  ]);
  const stored = eventRows
    .map((row) => unmarshall(row) as { jobId: string; event: string; body: string })
    // The sort key is a time, and the event's id.
    .map(({ jobId, event, body }) => ({ jobId, id: event.slice(event.indexOf('#') + 1), body }));
  const rowsOf = grouped(stored, ({ id }) => id);
  const sentIds = new Set(events.map(({ id }) => id));
  // The analyzer tells of the jobs, too.
  const toldOf = grouped([...events, ...stored.filter(({ id }) => !sentIds.has(id))], ({ jobId }) => jobId);
  const records = new Map(jobItems.map(fromItem).map((record) => [record.id, record]));
  const streamed = new Set(
    (await readStream(kinesis, resources.eventStream ?? '')).map((event) => (event as { id: string }).id),
  );
  const states = new Set(
    (await readStream(kinesis, resources.jobStream ?? ''))
      .map((state) => state as { jobId: string; version: number })
      .map(({ jobId, version }) => `${jobId} ${version}`),
  );
  const letters = new Set(await drainQueue(sqs, resources.deadLetterQueueUrl));
  const isWrong = (jobId: string): boolean => {
    const told = (toldOf.get(jobId) ?? []).flatMap(({ body }) => {
      const parsed = parseEvent(body);
      return 'event' in parsed ? [parsed.event] : [];
    });
    const record = records.get(jobId);
    return record === undefined || canonicalJson(record.state) !== canonicalJson(collectInOrder(jobId, told).state);
  };
  const version = (jobId: string): number => records.get(jobId)?.version ?? NaN;
  return foundOnly({
    'events that are not in EventTable once': events
      .filter(({ id }) => rowsOf.get(id)?.length !== 1)
      .map(({ id }) => id),
    'events that are not in EventStream': events.filter(({ id }) => !streamed.has(id)).map(({ id }) => id),
    'jobs whose state is not that of their events in order': jobIds.filter(isWrong),
    'jobs whose last state was not published': jobIds.filter((jobId) => published.get(jobId) !== version(jobId)),
    'jobs whose last state is not in JobStream': jobIds.filter((jobId) => !states.has(`${jobId} ${version(jobId)}`)),
    'poison that is not a dead letter': poison.filter((body) => !letters.has(body)),
    'dead letters that are no poison': [...letters].filter((body) => !poison.includes(body)),
  });
}

/** The findings that found anything, each shortened. */
export function foundOnly(findings: Findings): Findings {
  return Object.fromEntries(
    Object.entries(findings)
      .filter(([, found]) => found.length > 0)
      .map(([name, found]) => [
        name,
        found.length <= MOST_TOLD ? found : [...found.slice(0, MOST_TOLD), `and ${found.length - MOST_TOLD} more`],
      ]),
  );
}

function grouped<T>(list: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of list) {
    const group = groups.get(keyOf(each));
    if (group === undefined) groups.set(keyOf(each), [each]);
    else group.push(each);
  }
  return groups;
}
