import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sendToQueue } from '../../../local/eventbridge/send-to-queue.ts';
import { startSqs } from '../../../local/sqs/start-sqs.ts';
import { ACCOUNT, REGION, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

let sqs: Awaited<ReturnType<typeof startSqs>>;
let gateway: ServedGateway;
let client: SQSClient;

beforeAll(async () => {
  gateway = await serveGateway(async (gatewayUrl) => {
    const Arn = `arn:aws:sqs:${REGION}:${ACCOUNT}:events`;
    const attributes = { Arn, QueueName: 'events' };
    const queue = { logicalId: 'events', type: 'AWS::SQS::Queue', ref: '', attributes, properties: {} };
    sqs = await startSqs({ queues: [queue], gatewayUrl, region: REGION, accountId: ACCOUNT });
    return { sqs: sqs.route };
  });
  client = new SQSClient(gateway.client(gateway.admin));
});
afterAll(async () => {
  client.destroy();
  await gateway.close();
  await sqs.close();
});

async function receiveAll(queueUrl: string): Promise<string[]> {
  const bodies: string[] = [];
  for (;;) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({ QueueUrl: queueUrl, MaxNumberOfMessages: 10 }),
    );
    if (Messages.length === 0) return bodies;
    bodies.push(...Messages.map(({ Body = '' }) => Body));
  }
}

it('a body that the queue refuses is told of, and keeps none of the others, in whatever request they are', async () => {
  const queueUrl = `${gateway.url}/${ACCOUNT}/events`;
  const bodies = Array.from({ length: 20 }, (_, index) => `body ${index}`);

  // No character that SQS takes.
  await expect(sendToQueue(client, queueUrl, ['\u0000', ...bodies])).rejects.toThrow(/InvalidMessageContents/);

  expect((await receiveAll(queueUrl)).toSorted()).toEqual(bodies.toSorted());
});
