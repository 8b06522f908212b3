import { PutItemCommand } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JOB_WITH_DETAILS } from '../../client/job/detail-documents.ts';
import type { CheckedEvent } from '../../functions/collector/event/checked-event.ts';
import { jobDetails } from '../../functions/collector/job/job-details.ts';
import { nextRecord } from '../../functions/collector/job/next-record.ts';
import { putDetailRows } from '../../functions/collector/store/detail-rows.ts';
import { putEventRows } from '../../functions/collector/store/event-rows.ts';
import { toItem } from '../../functions/collector/store/job-item.ts';
import { arbitraryEvent, hostileEventText, parsed } from '../functions/collector/arbitrary-event.ts';
import { startResolvers, type Resolvers } from './start-resolvers.ts';
import { TABLES } from './start-tables.ts';

let resolvers: Resolvers;
beforeAll(async () => {
  resolvers = await startResolvers();
});
afterAll(async () => await resolvers.close());

/** Stores what the collector makes of events of a new job, and asks for all of it. */
async function collected(jobId: string, told: readonly CheckedEvent[]) {
  const events = told.map((event) => ({ ...event, jobId }));
  const receipt = { receivedAt: Date.now(), keepSeconds: 3600 };
  const { record } = nextRecord(jobId, undefined, events, receipt);
  const { client } = resolvers;
  await client.send(new PutItemCommand({ TableName: TABLES.jobTable, Item: toItem(record) }));
  await putDetailRows({ client, table: TABLES.jobDetailTable, jobId, ttl: record.rowsTtl }, jobDetails(events));
  await putEventRows(client, TABLES.eventTable, events, record.ttl);
  return await resolvers.run(JOB_WITH_DETAILS.text, { id: jobId });
}

describe('what the collector stores', () => {
  it('of events without a time has no times', async () => {
    const event = (status: string, detail: object): CheckedEvent =>
      parsed(JSON.stringify({ source: 'aws.mediaconvert', detail: { jobId: 'j-1', status, ...detail } }));
    const answer = await collected('timeless', [
      event('NEW_WARNING', { warningCode: '000230', warningMessage: 'odd' }),
      event('COMPLETE', { warnings: [{ code: 7, count: 4 }] }),
      event('QUEUE_HOP', { previousQueue: 'A', queue: 'B', priority: 3 }),
    ]);
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toMatchObject({
      job: {
        status: 'COMPLETE',
        warnings: [
          { code: 7, message: null, firstSeen: null, lastSeen: null },
          { code: 230, message: 'odd', firstSeen: null, lastSeen: null },
        ],
        queueTransitions: [{ fromQueue: 'A', toQueue: 'B', priority: 3, time: null }],
      },
    });
  });

  it('can be shown, whatever the events told', async () => {
    const anyEvent = fc.oneof(arbitraryEvent, hostileEventText.map(parsed));
    let jobs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyEvent, { minLength: 1, maxLength: 5 }), async (events) => {
        const { data, errors } = await collected(`job-${(jobs += 1)}`, events);
        expect(errors).toBeUndefined();
        expect(data).toMatchObject({ job: { jobId: `job-${jobs}` } });
      }),
    );
  });
});
