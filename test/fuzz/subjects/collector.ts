import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { SQSClient } from '@aws-sdk/client-sqs';
import fc from 'fast-check';
import type { Config } from '../../../functions/collector/config.ts';
import { createCollector } from '../../../functions/collector/create-collector.ts';
import { batchOf } from '../../functions/collector/start-collector.ts';
import { startGraphqlRecorder } from '../../functions/collector/graphql-recorder.ts';
import { recordOutput } from '../../functions/record-output.ts';
import { message, trap } from '../hostile-events.ts';
import { hold, holdLine, type Subject } from '../subject.ts';

/** All that the collector ever asks of a table. What users wrote goes beside it, as a value. */
const EXPRESSIONS = new Set([
  'attribute_not_exists(id)',
  'version = :expected',
  'attribute_not_exists(id) OR #at <= :at',
  'SET #ttl = :ttl',
  '#ttl < :ttl',
]);
const NAMES = new Set(['#at', '#ttl']);

const CONFIG: Omit<Config, 'graphqlUrl'> = {
  eventTable: 'events',
  jobTable: 'jobs',
  jobDetailTable: 'details',
  jobTagTable: 'tags',
  eventStream: 'event-stream',
  jobStream: 'job-stream',
  metricStream: 'metric-stream',
  tenantMetadataKey: 'tenant',
  eventQueueUrl: 'http://127.0.0.1/000000000000/events',
  deadLetterQueueUrl: 'http://127.0.0.1/000000000000/dead-letters',
  retryDelaySeconds: 10,
  eventKeepSeconds: 3600,
  jobKeepSeconds: 86_400,
};

/** A client that asks nobody: it hands the input of each call over, and answers as if all of it had been done. */
function answering<Client extends DynamoDBClient | KinesisClient | SQSClient>(
  client: Client,
  check: (input: Record<string, unknown>) => void,
): Client {
  const stack = client.middlewareStack as DynamoDBClient['middlewareStack'];
  stack.add(
    () => (args) => {
      check(args.input as Record<string, unknown>);
      return Promise.resolve({ output: { $metadata: {} }, response: {} });
    },
    { step: 'initialize' },
  );
  return client;
}

function checkCall(input: Record<string, unknown>): void {
  for (const [name, value] of Object.entries(input)) {
    if (name.endsWith('Expression')) hold(EXPRESSIONS.has(String(value)), `${String(value)} is an expression of ours`);
    if (name === 'ExpressionAttributeNames')
      for (const key of Object.keys(value as object)) hold(NAMES.has(key), `${key} is a name of ours`);
  }
}

/** Whatever a batch holds, the collector asks the tables what it always asks, and logs one line of JSON at a time. */
export async function collector(): Promise<Subject> {
  const graphql = await startGraphqlRecorder();
  const { logger, metrics, lines } = recordOutput();
  const client = { region: 'us-east-1', credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' } };
  const collect = createCollector({
    config: { ...CONFIG, graphqlUrl: graphql.url },
    clients: {
      dynamodb: answering(new DynamoDBClient(client), checkCall),
      kinesis: answering(new KinesisClient(client), () => undefined),
      sqs: answering(new SQSClient(client), () => undefined),
    },
    logger,
    metrics,
  });
  const messages = fc.array(message, { minLength: 1, maxLength: 4 });
  const property = fc.asyncProperty(fc.tuple(messages, fc.option(trap)), async ([bodies, refusal]) => {
    graphql.answer = ({ jobId }) => ({
      status: 200,
      body: JSON.stringify(
        refusal === null ? { data: { publishJobProgress: { jobId } } } : { errors: [{ message: refusal }] },
      ),
    });
    await collect(batchOf(...bodies));
    graphql.received.length = 0;
    for (const line of lines.splice(0)) {
      holdLine(line);
      JSON.parse(line);
    }
  });
  return { property: property as Subject['property'], close: graphql.close };
}
