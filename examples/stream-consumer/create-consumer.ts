import { ConditionalCheckFailedException, type DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { KinesisStreamBatchResponse, KinesisStreamEvent } from 'aws-lambda';
import { type FinishedJob, readFinishedJob } from './finished-job.ts';

/** What the consumer works with. */
export type ConsumerOptions = {
  client: DynamoDBClient;
  /** The table of finished jobs, by `jobId`. */
  table: string;
  /** Takes a JSON line about each record that is left out. @default console.error */
  log?: (line: string) => void;
};

/** Carries out a batch of one shard of JobStream. The answer names the record from which on the batch is to come again. */
export type Consumer = (event: KinesisStreamEvent) => Promise<KinesisStreamBatchResponse>;

/** Makes a consumer that notes each job that has ended in a table, once, however often its records come. */
export function createConsumer({ client, table, log = console.error }: ConsumerOptions): Consumer {
  return async ({ Records: records }) => {
    for (const { kinesis } of records) {
      const job = readOrLeaveOut(kinesis, log);
      if (job === undefined) continue;
      try {
        await note(client, table, job);
      } catch (error) {
        log(JSON.stringify({ level: 'ERROR', jobId: job.jobId, message: String(error) }));
        // Lambda goes on from here. What it has seen before does not come again; what follows comes in its order.
        return { batchItemFailures: [{ itemIdentifier: kinesis.sequenceNumber }] };
      }
    }
    return { batchItemFailures: [] };
  };
}

/** A record that cannot be read never can be: it is left out, or it would hold up its shard until it expires. */
function readOrLeaveOut(
  { data, sequenceNumber }: { data: string; sequenceNumber: string },
  log: (line: string) => void,
): FinishedJob | undefined {
  try {
    return readFinishedJob(data);
  } catch (error) {
    log(JSON.stringify({ level: 'ERROR', sequenceNumber, message: String(error) }));
    return undefined;
  }
}

/** Records come at least once, and a job's older ones can come after newer ones: only what is newer is written. */
async function note(client: DynamoDBClient, table: string, job: FinishedJob): Promise<void> {
  try {
    await client.send(
      new PutItemCommand({
        TableName: table,
        Item: marshall(job),
        ConditionExpression: 'attribute_not_exists(jobId) OR version < :version',
        ExpressionAttributeValues: marshall({ ':version': job.version }),
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
