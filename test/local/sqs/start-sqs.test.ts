import {
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import type { Statement } from '../../../local/iam/principal.ts';
import { startSqs } from '../../../local/sqs/start-sqs.ts';
import { ACCOUNT, awsError, REGION, ROLE_ARN, serveGateway, type ServedGateway } from '../gateway/serve-gateway.ts';

const arn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
const queue = (name: string, properties: Record<string, unknown>): Resource => ({
  logicalId: name,
  type: 'AWS::SQS::Queue',
  ref: '',
  attributes: { Arn: arn(name), QueueName: name },
  properties,
});
const RULE_ARN = `arn:aws:events:${REGION}:${ACCOUNT}:rule/jobs`;
const QUEUE_POLICY: Statement[] = [
  {
    Effect: 'Allow',
    Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
    Principal: { Service: 'events.amazonaws.com' },
    Resource: arn('events'),
    Condition: { ArnEquals: { 'aws:SourceArn': RULE_ARN } },
  },
  {
    Effect: 'Deny',
    Action: 'sqs:*',
    Principal: { AWS: '*' },
    Resource: arn('events'),
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  },
];

let sqs: Awaited<ReturnType<typeof startSqs>>;
let gateway: ServedGateway;
let admin: SQSClient;
let eventsUrl: string;

beforeAll(async () => {
  gateway = await serveGateway(
    async (gatewayUrl) => {
      sqs = await startSqs({
        queues: [
          queue('events', {
            VisibilityTimeout: 0,
            MessageRetentionPeriod: 120,
            RedrivePolicy: { deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 },
          }),
          queue('dead', {}),
          queue('plain', {}),
        ],
        gatewayUrl,
        region: REGION,
        accountId: ACCOUNT,
      });
      return { sqs: sqs.route };
    },
    { resourceStatements: (resource) => (resource === arn('events') ? QUEUE_POLICY : []) },
  );
  admin = new SQSClient(gateway.client(gateway.admin));
  eventsUrl = `${gateway.url}/${ACCOUNT}/events`;
});

afterAll(async () => {
  admin.destroy();
  await gateway.close();
  await sqs.close();
});

describe('the queues of the stack', () => {
  it('have URLs at the gateway and the attributes that are synthesized', async () => {
    const { Attributes: attributes } = await admin.send(
      new GetQueueAttributesCommand({
        QueueUrl: eventsUrl,
        AttributeNames: ['QueueArn', 'VisibilityTimeout', 'MessageRetentionPeriod', 'RedrivePolicy'],
      }),
    );
    expect(attributes).toEqual({
      QueueArn: arn('events'),
      VisibilityTimeout: '0',
      MessageRetentionPeriod: '120',
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn: arn('dead'), maxReceiveCount: 2 }),
    });
    expect((await admin.send(new GetQueueUrlCommand({ QueueName: 'events' }))).QueueUrl).toBe(eventsUrl);
    expect((await admin.send(new ListQueuesCommand())).QueueUrls).toHaveLength(3);
  });

  it('are found whatever loopback name their URL has', async () => {
    const QueueUrl = `${gateway.url.replace('127.0.0.1', 'localhost')}/${ACCOUNT}/plain`;
    await admin.send(new SendMessageCommand({ QueueUrl, MessageBody: 'hello' }));
    const { Messages: [message] = [] } = await admin.send(new ReceiveMessageCommand({ QueueUrl }));
    expect(message?.Body).toBe('hello');
    await admin.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle: message?.ReceiptHandle }));
  });

  it('move a message to the dead-letter queue after `maxReceiveCount` receives', async () => {
    await admin.send(new SendMessageCommand({ QueueUrl: eventsUrl, MessageBody: 'poison' }));
    const receive = async (QueueUrl: string) =>
      (await admin.send(new ReceiveMessageCommand({ QueueUrl }))).Messages?.map(({ Body }) => Body);
    expect([await receive(eventsUrl), await receive(eventsUrl), await receive(eventsUrl)]).toEqual([
      ['poison'],
      ['poison'],
      undefined,
    ]);
    expect(await receive(eventsUrl.replace('events', 'dead'))).toEqual(['poison']);
  });
});

describe('permissions', () => {
  const eventBridge = (ruleArn: string): SQSClient =>
    new SQSClient(
      gateway.client(
        gateway.issue({
          arn: `arn:aws:iam::${ACCOUNT}:user/events`,
          accountId: ACCOUNT,
          userId: 'AIDAEVENTS',
          service: 'events.amazonaws.com',
          context: { 'aws:SourceArn': ruleArn },
          statements: [],
        }),
      ),
    );
  const batch = new SendMessageBatchCommand({
    get QueueUrl() {
      return eventsUrl;
    },
    Entries: [{ Id: '0', MessageBody: 'event' }],
  });

  it('of the queue policy let EventBridge send for the rule that it names, and for no other', async () => {
    await expect(eventBridge(RULE_ARN).send(batch)).resolves.toMatchObject({ Successful: [{ Id: '0' }] });
    expect(await awsError(eventBridge(`${RULE_ARN}2`).send(batch))).toMatchObject({
      name: 'AccessDeniedException',
      status: 403,
    });
  });

  it('of a role are those it names', async () => {
    const sender = new SQSClient(
      gateway.client(gateway.principal({ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: arn('events') })),
    );
    await expect(sender.send(batch)).resolves.toMatchObject({ Successful: [{ Id: '0' }] });
    expect(await awsError(sender.send(new ReceiveMessageCommand({ QueueUrl: eventsUrl })))).toEqual({
      name: 'AccessDeniedException',
      status: 403,
      message: `User: ${ROLE_ARN} is not authorized to perform: sqs:ReceiveMessage on resource: ${arn('events')} because no identity-based policy allows the sqs:ReceiveMessage action`,
    });
  });

  it('of an operation by name are those on that name, whatever URL is beside it', async () => {
    const one = new SQSClient(
      gateway.client(gateway.principal({ Effect: 'Allow', Action: 'sqs:GetQueueUrl', Resource: arn('events') })),
    );
    one.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: JSON.stringify({ ...args.input, QueueUrl: eventsUrl }) });
        return next(args);
      },
      { step: 'build', priority: 'high' },
    );
    expect(await awsError(one.send(new GetQueueUrlCommand({ QueueName: 'plain' })))).toMatchObject({
      name: 'AccessDeniedException',
    });
  });
});

it('an operation that fauxqs lacks is refused by name', async () => {
  const { name, message } = await awsError(admin.send(new StartMessageMoveTaskCommand({ SourceArn: arn('dead') })));
  expect({ name, message }).toEqual({
    name: 'UnknownOperationException',
    message: 'The operation StartMessageMoveTask of sqs is not imitated here.',
  });
});
