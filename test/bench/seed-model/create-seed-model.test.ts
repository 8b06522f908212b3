import { DescribeTableCommand, type DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Body, createUnitCounter } from '../../../bench/calls/request-units.ts';
import { eventsOf, newJobStory } from '../../../bench/per-event/job-story.ts';
import { createSeedModel } from '../../../bench/seed-model/create-seed-model.ts';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { createJobTables } from '../../embedded/create-job-tables.ts';
import { type EmbeddedDynamoDb, startDynalite } from '../../embedded/start-dynalite.ts';
import { type EmbeddedKinesis, startKinesalite } from '../../embedded/start-kinesalite.ts';

/** A call to DynamoDB, and what the engine says that it took of its table. */
type Reported = { operation: string; body: Body; units: number };

let dynamodb: EmbeddedDynamoDb;
let kinesis: EmbeddedKinesis;
beforeAll(async () => {
  [dynamodb, kinesis] = await Promise.all([startDynalite(), startKinesalite()]);
});
afterAll(() => Promise.all([dynamodb.close(), kinesis.close()]));

/** Has every call of a client ask what it took, and keeps the answers. */
function reportUnits(client: DynamoDBClient): Reported[] {
  const reported: Reported[] = [];
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (call) => {
        const body = call.input as Body;
        const answer = await next({ ...call, input: { ...call.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity } = answer.output as { ConsumedCapacity?: { CapacityUnits?: number } };
        const units = ConsumedCapacity?.CapacityUnits ?? NaN;
        reported.push({ operation: commandName.replace('Command', ''), body, units });
        return answer;
      },
    { step: 'initialize' },
  );
  return reported;
}

/** The tables without their indexes: the engine reports the units of a table alone. */
async function bareTables(names: readonly string[]): Promise<Resource[]> {
  return Promise.all(
    names.map(async (ref) => {
      const { Table = {} } = await dynamodb.client.send(new DescribeTableCommand({ TableName: ref }));
      const { KeySchema } = Table;
      return { logicalId: ref, type: 'AWS::DynamoDB::Table', ref, attributes: {}, properties: { KeySchema } };
    }),
  );
}

describe('the model of the seed sample', () => {
  it('takes the read and write units of its tables that the engine reports, at every event of a job', async () => {
    const { eventTable, jobTable } = await createJobTables(dynamodb.client);
    const streams = { eventStream: 'events', jobStream: 'jobs', metricStream: 'metrics' };
    for (const stream of Object.values(streams)) await kinesis.createStream(stream, 1);
    const counter = createUnitCounter(await bareTables([eventTable, jobTable]));
    const reported = reportUnits(dynamodb.client);
    const collect = createSeedModel({
      clients: { dynamodb: dynamodb.client, kinesis: kinesis.client },
      tables: { eventTable, jobTable },
      streams,
    });
    const statuses = ['SUBMITTED', 'PROGRESSING', 'INPUT_INFORMATION', 'STATUS_UPDATE', 'STATUS_UPDATE', 'COMPLETE'];

    for (const event of await eventsOf(newJobStory(), statuses)) await collect(event);

    const computed = reported.map(({ operation, body }) => {
      const [units] = counter.unitsOf(operation, body);
      return (units?.writeUnits ?? NaN) + (units?.readUnits ?? NaN);
    });
    expect(reported.map(({ operation }) => operation)).toEqual(
      statuses.flatMap(() => ['PutItem', 'GetItem', 'PutItem']),
    );
    expect(computed).toEqual(reported.map(({ units }) => units));
    // The event that has the settings takes more than one unit: not all of them are the same.
    expect(Math.max(...computed)).toBeGreaterThan(2);
  });
});
