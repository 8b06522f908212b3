import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KinesisClient, SubscribeToShardCommand } from '@aws-sdk/client-kinesis';

/** An entry to bundle: answers what the SDK's clients find, or the error that they throw. */
export async function handler(asked: string): Promise<unknown> {
  try {
    return asked === 'credentials' ? await credentials() : await eventStream();
  } catch (error) {
    return String(error);
  }
}

async function credentials(): Promise<unknown> {
  const { accessKeyId, secretAccessKey, sessionToken } = await new KinesisClient().config.credentials();
  return { accessKeyId, secretAccessKey, sessionToken };
}

async function eventStream(): Promise<unknown> {
  const server = createServer((_request, response) => response.end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new KinesisClient({ endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
  try {
    return await client.send(
      new SubscribeToShardCommand({
        ConsumerARN: 'arn:aws:kinesis:eu-west-1:000000000000:stream/a/consumer/b:1',
        ShardId: 'shardId-000000000000',
        StartingPosition: { Type: 'LATEST' },
      }),
    );
  } finally {
    client.destroy();
    server.close();
  }
}
