import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { KinesisClient, ListStreamsCommand, SubscribeToShardCommand } from '@aws-sdk/client-kinesis';

const ASKED: Record<string, () => Promise<unknown>> = { credentials, streams, 'event stream': eventStream };

/** An entry to bundle: answers what the SDK's clients find, or the error that they throw. */
export async function handler(asked: string): Promise<unknown> {
  try {
    return await ASKED[asked]?.();
  } catch (error) {
    return String(error);
  }
}

async function credentials(): Promise<unknown> {
  const { accessKeyId, secretAccessKey, sessionToken } = await new KinesisClient().config.credentials();
  return { accessKeyId, secretAccessKey, sessionToken };
}

function streams(): Promise<unknown> {
  return askKinesis(async (client) => (await client.send(new ListStreamsCommand())).StreamNames);
}

function eventStream(): Promise<unknown> {
  const command = new SubscribeToShardCommand({
    ConsumerARN: 'arn:aws:kinesis:eu-west-1:000000000000:stream/a/consumer/b:1',
    ShardId: 'shardId-000000000000',
    StartingPosition: { Type: 'LATEST' },
  });
  return askKinesis((client) => client.send(command));
}

/** Has a client ask a server that speaks HTTP/1.1 only. */
async function askKinesis(ask: (client: KinesisClient) => Promise<unknown>): Promise<unknown> {
  const server = createServer((_request, response) => response.end('{"StreamNames":["EventStream"]}'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const client = new KinesisClient({ endpoint: `http://127.0.0.1:${port}`, maxAttempts: 1 });
  try {
    return await ask(client);
  } finally {
    client.destroy();
    server.close();
  }
}
