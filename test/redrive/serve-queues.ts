import {
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
  type SendMessageBatchRequestEntry,
} from '@aws-sdk/client-sqs';
import type { Resource } from '../../local/assembly/assembly.ts';
import { startSqs } from '../../local/sqs/start-sqs.ts';
import { ACCOUNT, REGION, serveGateway, type ServedGateway } from '../local/gateway/serve-gateway.ts';

/** The queues of a stack, by their names in `outputs.json` without `Url`. */
const QUEUES = [
  'eventQueue',
  'deadLetterQueue',
  'analysisQueue',
  'analysisDeadLetterQueue',
  'undeliveredEventQueue',
] as const;
type QueueName = (typeof QUEUES)[number];

/** Queues of a stack that nothing takes events from, at a real gateway. */
export type StackQueues = {
  urls: Record<`${QueueName}Url`, string>;
  arn(queue: QueueName): string;
  /** What `outputs.json` says, for one who may do what `grantRedrive` allows. */
  outputs(endpoint?: string): object;
  /** Puts messages into a queue, with a string attribute each if need be. */
  put(queue: QueueName, ...messages: (string | [body: string, attribute: string, value: string])[]): Promise<void>;
  /** The bodies of the visible messages, sorted, and the attributes that came with them. Takes none out. */
  look(queue: QueueName): Promise<{ bodies: string[]; attributes: string[] }>;
};

/** As many stacks' queues as are asked for. */
export type ServedQueues = { gateway: ServedGateway; admin: SQSClient; stacks: StackQueues[]; close(): Promise<void> };

const arnOf = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;

/** Serves the queues of some stacks. An event queue sets aside what has been received once. */
export async function serveQueues(count: number): Promise<ServedQueues> {
  let sqs: Awaited<ReturnType<typeof startSqs>> | undefined;
  const queues = Array.from({ length: count }, (_, stack) => QUEUES.map((name) => queueResource(stack, name))).flat();
  const gateway = await serveGateway(async (gatewayUrl) => {
    sqs = await startSqs({ queues, gatewayUrl, region: REGION, accountId: ACCOUNT });
    return { sqs: sqs.route };
  });
  const admin = new SQSClient(gateway.client(gateway.admin));
  return {
    gateway,
    admin,
    stacks: Array.from({ length: count }, (_, stack) => stackQueues(gateway, admin, stack)),
    close: async () => {
      admin.destroy();
      await gateway.close();
      await sqs?.close();
    },
  };
}

function queueResource(stack: number, name: QueueName): Resource {
  const QueueName = `${name}-${stack}`;
  const RedrivePolicy = { deadLetterTargetArn: arnOf(`deadLetterQueue-${stack}`), maxReceiveCount: 1 };
  return {
    logicalId: QueueName,
    type: 'AWS::SQS::Queue',
    ref: '',
    attributes: { Arn: arnOf(QueueName), QueueName },
    properties: { VisibilityTimeout: 30, ...(name === 'eventQueue' && { RedrivePolicy }) },
  };
}

function stackQueues(gateway: ServedGateway, admin: SQSClient, stack: number): StackQueues {
  const url = (name: QueueName): string => `${gateway.url}/${ACCOUNT}/${name}-${stack}`;
  const urls = Object.fromEntries(QUEUES.map((name) => [`${name}Url`, url(name)])) as StackQueues['urls'];
  const arns = (...names: QueueName[]): string[] => names.map((name) => arnOf(`${name}-${stack}`));
  const operator = gateway.principal(
    {
      Effect: 'Allow',
      Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
      Resource: arns('deadLetterQueue', 'analysisDeadLetterQueue', 'undeliveredEventQueue'),
    },
    {
      Effect: 'Allow',
      Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
      Resource: arns('eventQueue', 'analysisQueue'),
    },
  );
  return {
    urls,
    arn: (queue) => arnOf(`${queue}-${stack}`),
    outputs: (endpoint = gateway.url) => ({
      region: REGION,
      endpoints: { sqs: endpoint },
      credentials: { admin: operator },
      resources: urls,
    }),
    async put(queue, ...messages) {
      const Entries = messages.map((message, index): SendMessageBatchRequestEntry => {
        const [MessageBody, name, StringValue] = typeof message === 'string' ? [message] : message;
        const Id = String(index);
        if (name === undefined) return { Id, MessageBody };
        return { Id, MessageBody, MessageAttributes: { [name]: { DataType: 'String', StringValue } } };
      });
      await admin.send(new SendMessageBatchCommand({ QueueUrl: url(queue), Entries }));
    },
    async look(queue) {
      const { Messages = [] } = await admin.send(
        new ReceiveMessageCommand({
          QueueUrl: url(queue),
          MaxNumberOfMessages: 10,
          VisibilityTimeout: 0,
          MessageAttributeNames: ['All'],
        }),
      );
      return {
        bodies: Messages.map(({ Body = '' }) => Body).sort(),
        attributes: Messages.flatMap(({ MessageAttributes = {} }) => Object.keys(MessageAttributes)),
      };
    },
  };
}
