import { describe, expect, it } from 'vitest';
import { createMeter } from '../../../bench/calls/meter.ts';
import { NOTHING } from '../../../bench/calls/quantities.ts';
import type { Resource } from '../../../local/assembly/assembly.ts';
import type { AccessDecision } from '../../../local/iam/access-decision.ts';
import { assemblyOf } from '../../local/assembly-of.ts';

const EVENT_QUEUE = 'arn:aws:sqs:us-east-1:000000000000:events';
const ANALYSIS_QUEUE = 'arn:aws:sqs:us-east-1:000000000000:analyses';

const resource = (type: string, ref: string, properties: object): Resource => ({
  ...{ logicalId: ref, type, ref, attributes: {}, properties: { ...properties } },
});
const table = (ref: string, ...names: string[]): Resource =>
  resource('AWS::DynamoDB::Table', ref, {
    KeySchema: names.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
  });
const ASSEMBLY = assemblyOf([
  table('EventTable', 'jobId', 'event'),
  table('JobTable', 'id'),
  resource('AWS::Lambda::EventSourceMapping', 'IngestEventSource', { EventSourceArn: EVENT_QUEUE }),
  resource('AWS::Lambda::EventSourceMapping', 'AnalysisEventSource', { EventSourceArn: ANALYSIS_QUEUE }),
]);

const ROLE = 'arn:aws:sts::000000000000:assumed-role/Collector/local';

const call = (action: string, body: object | string = {}, more: Partial<AccessDecision> = {}): AccessDecision => ({
  principal: { arn: ROLE, accountId: '000000000000', userId: 'AROA:local', context: {}, statements: [] },
  action,
  resource: '*',
  decision: 'ALLOWED',
  request: { operation: '', body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)) },
  ...more,
});
const newMeter = () => createMeter(ASSEMBLY, 'EventTable');

/** What one call takes. */
function quantitiesOf(...calls: AccessDecision[]) {
  const meter = newMeter();
  for (const made of calls) meter.onDecision(made);
  return Object.fromEntries(Object.entries(meter.take()).filter(([, quantity]) => quantity !== 0));
}

const EVENT = { jobId: { S: 'a' }, event: { S: '1' }, body: { S: 'x'.repeat(1100) } };
const EVENT_BYTES = 6 + 6 + 4 + 1100 + 100;

describe('the meter', () => {
  it.each<[string, AccessDecision, object]>([
    [
      'an item that is written',
      call('dynamodb:PutItem', { TableName: 'JobTable', Item: { id: { S: 'a' } } }),
      { writeUnits: 1, jobBytes: 103 },
    ],
    [
      'rows that are written together',
      call('dynamodb:BatchWriteItem', {
        RequestItems: {
          EventTable: [{ PutRequest: { Item: EVENT } }],
          JobTable: [{ DeleteRequest: { Key: { id: { S: 'a' } } } }],
        },
      }),
      { writeUnits: 3, eventBytes: EVENT_BYTES },
    ],
    [
      'an update of an item that is not there',
      call('dynamodb:UpdateItem', { TableName: 'JobTable', Key: { id: { S: 'a' } } }),
      { writeUnits: 1 },
    ],
    [
      'a consistent read',
      call('dynamodb:GetItem', { TableName: 'JobTable', Key: { id: { S: 'a' } }, ConsistentRead: true }),
      { readUnits: 1 },
    ],
    [
      'reads together',
      call('dynamodb:BatchGetItem', { RequestItems: { JobTable: { Keys: [{ id: { S: 'a' } }, { id: { S: 'b' } }] } } }),
      { readUnits: 1 },
    ],
    ['a query of keys', call('dynamodb:Query', { TableName: 'JobTable' }), { readUnits: 0.5 }],
    ['a message', call('sqs:SendMessage', { MessageBody: '{}' }), { queueRequests: 1 }],
    ['a message of 70,000 bytes', call('sqs:SendMessage', { MessageBody: 'x'.repeat(70_000) }), { queueRequests: 2 }],
    [
      'a batch that the collector has carried out',
      call('sqs:DeleteMessage', { Entries: [{}, {}] }, { resource: EVENT_QUEUE }),
      { queueRequests: 2, collectorInvocations: 1 },
    ],
    [
      'a batch that the analyzer has carried out',
      call('sqs:DeleteMessage', { Entries: [{}] }, { resource: ANALYSIS_QUEUE }),
      { queueRequests: 2, analyzerInvocations: 1 },
    ],
    ['waiting for messages', call('sqs:ReceiveMessage'), {}],
    [
      'records, each rounded up',
      call('kinesis:PutRecords', {
        Records: [1000, 1025].map((bytes) => ({ Data: Buffer.alloc(bytes - 1).toString('base64'), PartitionKey: 'a' })),
      }),
      { streamBytes: 2025, streamKib: 3, archiveKib: 10 },
    ],
    ['a read of media', call('s3:GetObject', ''), { mediaReads: 1 }],
    ['a round of the reconciler', call('lambda:InvokeFunction', ''), { reconcilerInvocations: 1 }],
    ['what was not allowed', call('dynamodb:Query', {}, { decision: 'NOT_ALLOWED' }), {}],
  ])('counts %s', (_, made, quantities) => {
    expect(quantitiesOf(made)).toEqual(quantities);
  });

  it('counts a request once, however many decisions it took', () => {
    const made = call('s3:GetObject', '');
    expect(quantitiesOf(made, { ...made, resource: 'another' })).toEqual({ mediaReads: 1 });
  });

  it('counts only what the stack does itself, but every request for its queues', () => {
    const by = (arn: string, service?: string) => ({
      principal: { ...call('').principal, arn, ...(service !== undefined && { service }) },
    });
    const admin = by('arn:aws:iam::000000000000:user/admin');
    const rule = by('arn:aws:iam::000000000000:user/events', 'events.amazonaws.com');
    expect(
      quantitiesOf(
        call('dynamodb:Query', {}, admin),
        call('s3:GetObject', '', admin),
        call('sqs:SendMessage', {}, admin),
        call('sqs:SendMessage', {}, rule),
      ),
    ).toEqual({ queueRequests: 2 });
  });

  it('counts updates, and lines with the 26 bytes that CloudWatch adds to each', () => {
    const meter = newMeter();
    meter.onUpdate({ version: 1 });
    meter.onPrint('collector', 'four');
    expect(meter.take()).toEqual({ ...NOTHING, updates: 1, updateBytes: 13, logBytes: 30 });
  });

  it('begins anew with each `take`, but remembers what is stored', () => {
    const meter = newMeter();
    const put = (value: string) =>
      call('dynamodb:PutItem', { TableName: 'JobTable', Item: { id: { S: 'a' }, v: { S: value } } });
    meter.onDecision(put('1'));
    expect(meter.take()).toEqual({ ...NOTHING, writeUnits: 1, jobBytes: 105 });
    expect(meter.take()).toEqual(NOTHING);
    meter.onDecision(put('12'));
    expect(meter.take()).toEqual({ ...NOTHING, writeUnits: 1, jobBytes: 1 });
  });

  it('knows each metric that was printed, by namespace, name and dimensions', () => {
    const meter = newMeter();
    const line = (queue: string) =>
      JSON.stringify({
        _aws: {
          Timestamp: 1,
          CloudWatchMetrics: [
            { Namespace: 'N', Dimensions: [['service'], ['service', 'queue']], Metrics: [{ Name: 'Jobs' }] },
          ],
        },
        ...{ service: 's', queue, Jobs: 1 },
      });
    for (const queue of ['A', 'B', 'A']) meter.onPrint('collector', line(queue));
    expect([...meter.metrics]).toEqual([
      '["N","Jobs",["service","s"]]',
      '["N","Jobs",["service","s"],["queue","A"]]',
      '["N","Jobs",["service","s"],["queue","B"]]',
    ]);
  });
});
