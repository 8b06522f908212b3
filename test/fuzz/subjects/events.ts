import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { coerceInputValue, isInputType } from 'graphql';
import type { CheckedEvent } from '../../../functions/collector/event/checked-event.ts';
import { parseEvent } from '../../../functions/collector/event/parse-event.ts';
import type { JobRecord } from '../../../functions/collector/job/job-record.ts';
import { nextRecord } from '../../../functions/collector/job/next-record.ts';
import { jobProgress } from '../../../functions/collector/publish/job-progress.ts';
import { metricRecords } from '../../../functions/collector/publish/metric-records.ts';
import { fromItem, toItem } from '../../../functions/collector/store/job-item.ts';
import { apiOfSources } from '../../resolvers/api-of-sources.ts';
import { message } from '../hostile-events.ts';
import { hold, type Subject, subjectOf } from '../subject.ts';
import { variantsOf } from '../variants.ts';
import { buildApiSchema } from '../../../local/appsync/scalars/build-schema.ts';

const RECEIVED_AT = Date.UTC(2026, 10, 27);
const RECEIPT = { receivedAt: RECEIVED_AT, keepSeconds: 86_400 };

const INPUT = buildApiSchema(apiOfSources().schema).getType('JobProgressInput');

/** The events among messages, by the job that each names. */
export function eventsOf(messages: readonly string[]): Map<string, CheckedEvent[]> {
  const byJob = new Map<string, CheckedEvent[]>();
  for (const body of messages) {
    const parsed = parseEvent(body);
    if ('poison' in parsed) continue;
    const { jobId } = parsed.event;
    byJob.set(jobId, [...(byJob.get(jobId) ?? []), parsed.event]);
  }
  return byJob;
}

/** The record of a job after its events came twice, the second time one by one. */
function recordOf(jobId: string, events: readonly CheckedEvent[]): JobRecord {
  const { record } = nextRecord(jobId, undefined, events, RECEIPT);
  const again = events.reduce((previous, event) => nextRecord(jobId, previous, [event], RECEIPT).record, record);
  hold(again.version === record.version, 'what comes again teaches nothing');
  return record;
}

/** Without what is undefined. */
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

/** Whatever a message holds, it is poison or makes a job that can be stored, read again, published and counted. */
export const events = (): Subject =>
  subjectOf(
    fc.property(fc.tuple(message, fc.nat()), ([first, seed]) => {
      for (const body of variantsOf(first, seed))
        for (const [jobId, its] of eventsOf([first, body])) {
          const record = recordOf(jobId, its);
          hold(
            isDeepStrictEqual(plain(fromItem(toItem(record))), plain(record)),
            'an item reads back as it was written',
          );
          const input = jobProgress(record, RECEIVED_AT, 'tenant');
          hold(isInputType(INPUT), 'the schema has an input');
          coerceInputValue(plain(input), INPUT, (path, value, error) => {
            throw new Error(`${path.join('.')} of an update is ${JSON.stringify(value)}: ${error.message}`);
          });
          for (const { Value: value } of metricRecords(record)) hold(Number.isFinite(value), 'a metric is a number');
        }
    }),
  );
