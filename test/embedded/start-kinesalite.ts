import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateStreamCommand,
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  KinesisClient,
  waitUntilStreamExists,
} from '@aws-sdk/client-kinesis';
import kinesalite from 'kinesalite';
import { awsClientConfig } from './aws-client-config.ts';
import { listen } from './listen.ts';

/** A record as read from a stream. `data` is its text. */
type ReadRecord = { partitionKey: string; data: string };

/** A Kinesis, and a client of it. */
export type EmbeddedKinesis = {
  url: string;
  client: KinesisClient;
  createStream: (name: string, shards?: number) => Promise<void>;
  /** Everything in a stream, shard after shard. */
  readAll: (name: string) => Promise<ReadRecord[]>;
  close: () => Promise<void>;
};

/** Starts kinesalite on a free port, in memory. */
export async function startKinesalite(): Promise<EmbeddedKinesis> {
  const { url, close } = await listen(kinesalite({ createStreamMs: 0, shardLimit: 1000 }));
  // It speaks no HTTP/2, which this client would use by default, but not the other ones.
  const { requestHandler } = new DynamoDBClient(awsClientConfig(url)).config;
  const client = new KinesisClient({ ...awsClientConfig(url), requestHandler });

  async function readShard(StreamName: string, ShardId: string | undefined): Promise<ReadRecord[]> {
    const { ShardIterator } = await client.send(
      new GetShardIteratorCommand({ StreamName, ShardId, ShardIteratorType: 'TRIM_HORIZON' }),
    );
    const { Records = [] } = await client.send(new GetRecordsCommand({ ShardIterator }));
    return Records.map(({ PartitionKey = '', Data }) => ({
      partitionKey: PartitionKey,
      data: Buffer.from(Data ?? []).toString(),
    }));
  }

  return {
    url,
    client,
    async createStream(StreamName, ShardCount = 1) {
      await client.send(new CreateStreamCommand({ StreamName, ShardCount }));
      await waitUntilStreamExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.05 }, { StreamName });
    },
    async readAll(StreamName) {
      const { StreamDescription } = await client.send(new DescribeStreamCommand({ StreamName }));
      const shards = StreamDescription?.Shards ?? [];
      return (await Promise.all(shards.map(({ ShardId }) => readShard(StreamName, ShardId)))).flat();
    },
    async close() {
      client.destroy();
      await close();
    },
  };
}
