import { type DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { type KinesisClient, PutRecordCommand } from '@aws-sdk/client-kinesis';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { seedJob, type SeedEvent, type SeedJob, seedMetrics } from './seed-job.ts';

/** What the model works with. */
export type SeedModelOptions = {
  clients: { dynamodb: DynamoDBClient; kinesis: KinesisClient };
  tables: { eventTable: string; jobTable: string };
  streams: { eventStream: string; jobStream: string; metricStream: string };
};

/**
 * A model of what AWS's sample *MediaConvert Job Progress Metrics* does with an event; not its code. All in sequence: it puts the raw
 * event, reads the job, puts the whole job, and puts every record into its stream by a call of its own. Each event is an
 * invocation.
 */
export function createSeedModel({ clients, tables, streams }: SeedModelOptions): (event: string) => Promise<void> {
  const { dynamodb, kinesis } = clients;
  const put = async (TableName: string, item: object): Promise<void> => {
    await dynamodb.send(new PutItemCommand({ TableName, Item: marshall(item, { removeUndefinedValues: true }) }));
  };
  const record = async (StreamName: string, PartitionKey: string, data: object): Promise<void> => {
    await kinesis.send(new PutRecordCommand({ StreamName, PartitionKey, Data: Buffer.from(JSON.stringify(data)) }));
  };
  return async (text) => {
    const event = JSON.parse(text) as SeedEvent;
    const jobId = event.detail.jobId ?? event.detail.responseElements?.job.id ?? '';
    const timestamp = Math.floor(Date.parse(event.time) / 1000);
    const ttl = timestamp + 86_400;
    await put(tables.eventTable, { ...event, jobId, event: `${timestamp}#${event.id}`, timestamp, ttl });
    const { Item: stored } = await dynamodb.send(
      new GetItemCommand({ TableName: tables.jobTable, Key: { id: { S: jobId } } }),
    );
    const job = seedJob(jobId, stored && (unmarshall(stored) as SeedJob), event, timestamp);
    await put(tables.jobTable, { ...job, ttl });
    await record(streams.eventStream, jobId, event);
    await record(streams.jobStream, jobId, job);
    for (const metric of seedMetrics(job, timestamp)) await record(streams.metricStream, metric.MetricName, metric);
  };
}
