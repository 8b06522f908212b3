import { PutRecordsCommand } from '@aws-sdk/client-kinesis';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import { sendInBatches } from '../../lib/send-in-batches.ts';

/**
 * How many bytes of data a record holds, beside a job's id as its partition key.
 *
 * AWS: both together hold up to 1 MiB, https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecordsRequestEntry.html
 */
export const MAX_RECORD_BYTES = 1023 * 1024;

/** A record of a stream: JSON text about a job. */
export type StreamRecord = { jobId: string; data: string };

/**
 * Puts records into a stream, partitioned by job: a job's records are in one shard, though a record that is sent again
 * comes after later ones. Returns the ids of the jobs of which a record failed, each with the reason.
 */
export async function putRecords(
  client: KinesisClient,
  stream: string,
  records: readonly StreamRecord[],
): Promise<Map<string, unknown>> {
  const failed = await sendInBatches(records, {
    // AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
    maxItems: 500,
    maxBytes: 5 * 1024 * 1024,
    bytesOf: ({ jobId, data }) => Buffer.byteLength(jobId) + Buffer.byteLength(data),
    async send(batch) {
      const { Records = [] } = await client.send(
        new PutRecordsCommand({
          StreamName: stream,
          Records: batch.map(({ jobId, data }) => ({ PartitionKey: jobId, Data: Buffer.from(data) })),
        }),
      );
      return batch.filter((_record, index) => Records[index]?.ErrorCode !== undefined);
    },
  });
  return new Map([...failed].map(([{ jobId }, reason]) => [jobId, reason]));
}
