import type { Signer } from './callers.ts';
import type { Names } from './names.ts';
import { json, type Operation, rest } from './operation.ts';

const DESTROYS = { destroys: true };
const dynamodb = json('DynamoDB_20120810', 'dynamodb');
const kinesis = json('Kinesis_20131202', 'kinesis');
const sqs = json('AmazonSQS', 'sqs');
const events = json('AWSEvents', 'events');
const s3 = rest('s3');
const lambda = rest('lambda');
const mediaconvert = rest('mediaconvert');
const appsync = rest('appsync');

type Table = 'jobTable' | 'jobDetailTable' | 'jobTagTable' | 'eventTable';
const ID = { id: { S: 'x' } };

/** Each operation on items of a table, with those who may do it. What is let in is refused by the table: it lacks the key. */
function table(name: Table, may: Partial<Record<string, readonly Signer[]>>): Operation[] {
  const on = name.replace(/^./, (first) => first.toUpperCase());
  const named = (body: object) => (names: Names) => ({ TableName: names[name], ...body });
  const batch = (request: object) => (names: Names) => ({ RequestItems: { [names[name]]: request } });
  const transaction = (kind: string, body: object) => (names: Names) => ({
    TransactItems: [{ [kind]: { TableName: names[name], ...body } }],
  });
  const query = { KeyConditionExpression: 'no = :key', ExpressionAttributeValues: { ':key': { S: 'x' } } };
  const bodies: Record<string, [body: (names: Names) => object, more?: Pick<Operation, 'destroys'>]> = {
    GetItem: [named({ Key: { no: { S: 'x' } } })],
    BatchGetItem: [batch({ Keys: [{ no: { S: 'x' } }] })],
    Query: [named(query)],
    Scan: [named({ Limit: 1 })],
    PutItem: [named({ Item: { no: { S: 'x' } } })],
    UpdateItem: [named({ Key: { no: { S: 'x' } } })],
    DeleteItem: [named({ Key: { no: { S: 'x' } } })],
    BatchWriteItem: [batch([{ PutRequest: { Item: { no: { S: 'x' } } } }])],
    DescribeTable: [named({})],
    UpdateTimeToLive: [named({ TimeToLiveSpecification: { Enabled: false, AttributeName: 'ttl' } }), DESTROYS],
    DeleteTable: [named({}), DESTROYS],
  };
  return [
    ...Object.entries(bodies).map(([action, [body, more]]) => dynamodb(action, on, may[action] ?? [], body, more)),
    {
      ...dynamodb('TransactWriteItems', on, may['DeleteItem'] ?? [], transaction('Delete', { Key: ID })),
      action: 'dynamodb:DeleteItem, in a transaction',
    },
  ];
}

/** Each operation on a stream. */
function stream(name: 'eventStream' | 'jobStream' | 'metricStream', archive: Signer): Operation[] {
  const on = name.replace(/^./, (first) => first.toUpperCase());
  const named = (body: object) => (names: Names) => ({ StreamName: names[name], ...body });
  const record = { Data: '', PartitionKey: '' };
  return [
    kinesis('ListShards', on, ['consumer', archive], named({})),
    kinesis('DescribeStream', on, ['consumer', archive], named({})),
    kinesis('DescribeStreamSummary', on, ['consumer'], named({})),
    kinesis('GetShardIterator', on, ['consumer', archive], named({ ShardId: 'x', ShardIteratorType: 'LATEST' })),
    kinesis('GetRecords', on, ['consumer', archive], ({ iterators }) => ({ ShardIterator: iterators[name] })),
    kinesis('PutRecord', on, [], named(record)),
    kinesis('PutRecords', on, ['collector'], named({ Records: [record] })),
    kinesis('DeleteStream', on, [], named({}), DESTROYS),
  ];
}

type Queue = 'eventQueueUrl' | 'deadLetterQueueUrl' | 'analysisQueueUrl' | 'analysisDeadLetterQueueUrl';

/** Each operation on a queue. An empty message, and an empty receipt, are refused by the queue. */
function queue(name: Queue, reader: Signer[], senders: Signer[], hider: Signer[] = []): Operation[] {
  const on = name.replace(/^./, (first) => first.toUpperCase()).replace(/Url$/, '');
  const named = (body: object) => (names: Names) => ({ QueueUrl: names[name], ...body });
  return [
    sqs('ReceiveMessage', on, reader, named({ MaxNumberOfMessages: 0 })),
    sqs('DeleteMessage', on, reader, named({ ReceiptHandle: '' })),
    sqs('ChangeMessageVisibility', on, hider, named({ ReceiptHandle: '', VisibilityTimeout: 0 })),
    sqs('SendMessage', on, senders, named({ MessageBody: '' })),
    sqs('GetQueueAttributes', on, reader, named({ AttributeNames: ['QueueArn'] })),
    sqs('PurgeQueue', on, [], named({}), DESTROYS),
    sqs('SetQueueAttributes', on, [], named({ Attributes: { VisibilityTimeout: '0' } }), DESTROYS),
    sqs('DeleteQueue', on, [], named({}), DESTROYS),
  ];
}

/** Each operation on a bucket and its objects, the keys of which begin with `prefix`. */
function bucket(
  name: 'mediaBucket' | 'pageBucket' | 'archiveBucket',
  may: Partial<Record<string, readonly Signer[]>>,
  prefix = '',
): Operation[] {
  const on = name.replace(/^./, (first) => first.toUpperCase()) + (prefix && `/${prefix}`);
  const object = (names: Names): string => `/${names[name]}/${prefix}absent`;
  return [
    s3('ListObjectsV2', on, may['ListObjectsV2'] ?? [], (names) => `GET /${names[name]}?list-type=2`),
    s3('GetObject', on, may['GetObject'] ?? [], (names) => `GET ${object(names)}`),
    s3('PutObject', on, may['PutObject'] ?? [], (names) => `PUT ${object(names)}`),
    s3('DeleteObject', on, may['DeleteObject'] ?? [], (names) => `DELETE ${object(names)}`),
    s3('DeleteBucket', on, [], (names) => `DELETE /${names[name]}`, DESTROYS),
    {
      ...s3('GetObject', on, [], (names) => `PUT ${object(names)}`, {
        headers: { 'x-amz-target': 'S3.GetObject' },
        body: '{}',
      }),
      action: 's3:PutObject, under the name of GetObject',
      may: ['admin', ...(may['PutObject'] ?? [])],
    },
  ];
}

const invoke = (name: 'collector' | 'analyzer' | 'reconciler', may: Signer[] = []): Operation =>
  lambda('InvokeFunction', name, may, (names) => `POST /2015-03-31/functions/${names[name]}/invocations`, {
    headers: { 'x-amz-invocation-type': 'DryRun' },
    body: '{}',
  });

const JOBS = '/2017-08-29/jobs';
const QUEUES = '/2017-08-29/queues';
const CODE = JSON.stringify({ code: '', context: '{}', function: 'request', runtime: {} });

/** The APIs behind the gateway, on each resource of the stack. */
export const OPERATIONS: readonly Operation[] = [
  ...table('jobTable', {
    GetItem: ['collector', 'job table'],
    BatchGetItem: ['reconciler', 'job table'],
    PutItem: ['collector'],
  }),
  dynamodb('Query', 'the index of JobTable', ['reconciler', 'job table'], ({ jobTable }) => ({
    TableName: jobTable,
    IndexName: 'status-createdAt-index',
    KeyConditionExpression: 'no = :key',
    ExpressionAttributeValues: { ':key': { S: 'x' } },
  })),
  ...table('jobDetailTable', {
    GetItem: ['analyzer', 'detail table'],
    PutItem: ['collector', 'analyzer'],
    UpdateItem: ['collector'],
  }),
  ...table('jobTagTable', { Query: ['tag table'], BatchWriteItem: ['collector'] }),
  ...table('eventTable', { Query: ['event table'], BatchWriteItem: ['collector'] }),
  dynamodb('ListTables', '*', [], () => ({})),
  ...stream('eventStream', 'archive of events'),
  ...stream('jobStream', 'archive of jobs'),
  ...stream('metricStream', 'archive of metrics'),
  kinesis('ListStreams', '*', [], () => ({})),
  ...queue('eventQueueUrl', ['collector'], ['analyzer', 'reconciler', 'rule for events'], ['collector']),
  ...queue('deadLetterQueueUrl', [], ['collector']),
  ...queue('analysisQueueUrl', ['analyzer'], ['rule for analyses']),
  ...queue('analysisDeadLetterQueueUrl', [], []),
  sqs('ListQueues', '*', [], () => ({})),
  ...bucket('mediaBucket', { GetObject: ['analyzer'] }),
  ...bucket('pageBucket', {
    ListObjectsV2: ['publisher'],
    PutObject: ['publisher'],
    DeleteObject: ['publisher'],
  }),
  ...bucket(
    'archiveBucket',
    {
      ListObjectsV2: ['emptier', 'archive of events', 'archive of jobs', 'archive of metrics'],
      GetObject: ['archive of events'],
      PutObject: ['archive of events'],
      DeleteObject: ['emptier'],
    },
    'events/',
  ),
  s3('ListBuckets', '*', [], () => 'GET /'),
  invoke('collector'),
  invoke('analyzer'),
  invoke('reconciler', ['schedule']),
  events('PutEvents', 'the default event bus', [], () => ({ Entries: [{ Source: '', DetailType: '', Detail: '' }] })),
  mediaconvert('CreateJob', 'the default queue', [], () => `POST ${JOBS}`, { body: '{}' }),
  mediaconvert('GetJob', 'jobs', ['analyzer', 'reconciler'], () => `GET ${JOBS}/1764201600000-absent`),
  mediaconvert('ListJobs', 'queues', ['reconciler'], () => `GET ${JOBS}`),
  mediaconvert('CancelJob', 'jobs', [], () => `DELETE ${JOBS}/1764201600000-absent`),
  mediaconvert('ListQueues', 'queues', [], () => `GET ${QUEUES}`),
  mediaconvert('GetQueue', 'queues', [], () => `GET ${QUEUES}/Default`),
  appsync('EvaluateCode', 'the API', [], () => 'POST /v1/dataplane-evaluatecode', { body: CODE }),
  appsync('ListGraphqlApis', 'the API', [], () => 'GET /v1/apis'),
  appsync('GetGraphqlApi', 'the API', [], ({ apiId }) => `GET /v1/apis/${apiId}`),
  appsync('ListApiKeys', 'the API', [], ({ apiId }) => `GET /v1/apis/${apiId}/apikeys`),
  appsync('GetIntrospectionSchema', 'the API', [], ({ apiId }) => `GET /v1/apis/${apiId}/schema?format=SDL`),
  appsync('CreateApiKey', 'the API', [], ({ apiId }) => `POST /v1/apis/${apiId}/apikeys`, { body: '{}' }),
];
