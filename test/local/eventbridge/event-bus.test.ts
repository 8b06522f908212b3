import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { type FauxqsServer, startFauxqs } from 'fauxqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { createEventBus, type EventBus } from '../../../local/eventbridge/event-bus.ts';
import type { AwsRequest } from '../../../local/gateway/service.ts';
import { assemblyOf } from '../assembly-of.ts';

const credentials = { accessKeyId: 'key', secretAccessKey: 'secret' };
const RULE_ARN = 'arn:aws:events:us-east-1:000000000000:rule/all';
let sqs: FauxqsServer;
let client: SQSClient;

beforeAll(async () => {
  sqs = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  client = new SQSClient({ endpoint: url(), region: 'us-east-1', credentials });
});

afterAll(async () => {
  client.destroy();
  await sqs.stop();
});

describe('an event bus', () => {
  let bus: EventBus;
  let logged: string[];
  let queues: Resource[];

  beforeEach(() => {
    sqs.reset();
    logged = [];
    queues = [queue('one'), queue('two')];
    bus = createEventBus({
      assembly: assemblyOf([
        ...queues,
        rule('Complete', { detail: { status: ['COMPLETE'] } }, [target(queues[0])]),
        rule('All', { source: ['aws.mediaconvert'] }, [target(queues[0]), target(queues[1])]),
        {
          ...rule('Off', { source: [{ exists: true }] }, [target(queues[1])]),
          ...{ properties: { State: 'DISABLED' } },
        },
      ]),
      gatewayUrl: url(),
      credentialsFor: () => credentials,
      log: (line) => logged.push(line),
    });
  });

  it('brings an event to every target of every rule that selects it', async () => {
    await bus.deliver(event(1, 'COMPLETE'));
    expect(await received('one')).toEqual([event(1, 'COMPLETE'), event(1, 'COMPLETE')]);
    expect(await received('two')).toEqual([event(1, 'COMPLETE')]);
    await bus.close();
  });

  it('takes `POST /events` with an array, keeping envelopes and order', async () => {
    const events = Array.from({ length: 10 }, (_, index) => event(index, 'PROGRESSING'));
    const response = await post(bus, events);
    expect(response).toEqual({ status: 200, body: { accepted: 10 } });
    expect(await received('two')).toEqual(events);
    await bus.close();
  });

  it('completes an event that lacks parts of its envelope', async () => {
    const response = await post(bus, { source: 'aws.mediaconvert', 'detail-type': 'State', detail: { a: 1 } });
    expect(response).toEqual({ status: 200, body: { accepted: 1 } });
    expect(await received('two')).toEqual([
      {
        version: '0',
        id: expect.any(String) as string,
        account: '000000000000',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
        region: 'us-east-1',
        resources: [],
        source: 'aws.mediaconvert',
        'detail-type': 'State',
        detail: { a: 1 },
      },
    ]);
    await bus.close();
  });

  it.each<[string, unknown, string]>([
    ['a value', 1, 'event 0: must be a JSON object'],
    ['no `source`', [event(1, 'X'), { ...event(2, 'X'), source: undefined }], 'event 1: source must be'],
    ['no `detail-type`', { ...event(1, 'X'), 'detail-type': 7 }, 'event 0: detail-type must be'],
    ['no `detail`', { ...event(1, 'X'), detail: null }, 'event 0: detail must be a JSON object'],
  ])('refuses %s, naming the index, and delivers nothing', async (_, body, message) => {
    const response = await post(bus, body);
    expect(response).toMatchObject({ status: 400, body: { message: expect.stringContaining(message) as string } });
    expect(await received('two')).toEqual([]);
    await bus.close();
  });

  it('refuses a body that is not JSON', async () => {
    const response = await bus.postEvents(Buffer.from('{'));
    expect(response).toMatchObject({ status: 400, body: '{"message":"the body is not JSON"}' });
    await bus.close();
  });

  it('answers PutEvents entry by entry', async () => {
    const Entries = [{ Source: 'aws.mediaconvert', DetailType: 'State', Detail: '{"a":1}' }, { Source: 'x' }];
    const response = await bus.route.handle(request('PutEvents', { Entries }));
    expect(JSON.parse(String(response.body))).toMatchObject({
      FailedEntryCount: 1,
      Entries: [{ EventId: expect.any(String) as string }, { ErrorCode: 'InvalidArgument' }],
    });
    expect(await received('two')).toMatchObject([{ source: 'aws.mediaconvert', detail: { a: 1 } }]);
    await bus.close();
  });

  it('asks for `events:PutEvents` on each bus named', () => {
    const Entries = [{}, { EventBusName: 'other' }];
    expect(bus.route.permissions(request('PutEvents', { Entries }))).toEqual([
      {
        action: 'events:PutEvents',
        resources: ['default', 'other'].map((name) => `arn:aws:events:us-east-1:000000000000:event-bus/${name}`),
      },
    ]);
  });

  it('tells of a target that does not take the event', async () => {
    sqs.deleteQueue('two');
    const response = await post(bus, event(1, 'PROGRESSING'));
    expect(response.status).toBe(502);
    expect(logged).toEqual([expect.stringMatching(/^eventbridge: rule All-name, target 1: .*queue does not exist/)]);
    await bus.close();
  });
});

describe('a rule that cannot be served', () => {
  it.each<[string, Resource, string]>([
    ['a broken pattern', rule('Bad', { detail: { a: [] } }, []), 'rule Bad: detail.a: an empty array is not allowed'],
    ['an input path', rule('Bad', { a: [1] }, [{ Id: 'T', InputPath: '$' }]), 'rule Bad: target T: InputPath'],
    [
      'a cron expression',
      { ...rule('Bad', {}, []), properties: { ScheduleExpression: 'cron(0 12 * * ? *)', Targets: [] } },
      'rule Bad: cron(0 12 * * ? *) is not imitated',
    ],
    ['a target elsewhere', rule('Bad', { a: [1] }, [{ Id: 'T', Arn: 'arn:x' }]), 'not "arn:x"'],
  ])('is refused at the start: %s', (_, resource, message) => {
    const start = () =>
      createEventBus({
        assembly: assemblyOf([resource]),
        gatewayUrl: url(),
        credentialsFor: () => credentials,
        log: () => undefined,
      });
    expect(start).toThrow(message);
  });
});

function url(): string {
  return `http://127.0.0.1:${sqs.port}`;
}

function queue(name: string): Resource {
  const { queueArn, queueUrl } = sqs.createQueue(name);
  const attributes = { Arn: queueArn };
  return { logicalId: name, type: 'AWS::SQS::Queue', properties: {}, ref: queueUrl, attributes };
}

function rule(logicalId: string, EventPattern: object, targets: object[]): Resource {
  const Targets = targets.map((target, index) => ({ Id: String(index), ...target }));
  return {
    logicalId,
    type: 'AWS::Events::Rule',
    properties: { EventPattern, Targets },
    ref: `${logicalId}-name`,
    attributes: { Arn: RULE_ARN },
  };
}

function target(to: Resource | undefined): object {
  return { Arn: to?.attributes['Arn'] };
}

function event(number: number, status: string): object {
  return {
    'detail-type': 'MediaConvert Job State Change',
    source: 'aws.mediaconvert',
    version: '0',
    id: String(number),
    account: '111122223333',
    time: '2022-12-19T19:20:21Z',
    region: 'us-west-2',
    resources: [],
    detail: { status },
  };
}

function request(operation: string, body: object): AwsRequest {
  return {
    service: 'events',
    operation,
    method: 'POST',
    url: new URL(url()),
    headers: {},
    body: Buffer.from(JSON.stringify(body)),
    principal: { arn: 'arn', accountId: '000000000000', userId: 'id', context: {}, statements: [] },
  };
}

async function post(bus: EventBus, body: unknown): Promise<{ status: number; body: unknown }> {
  const response = await bus.postEvents(Buffer.from(JSON.stringify(body)));
  return { status: response.status, body: JSON.parse(String(response.body)) };
}

async function received(name: string): Promise<unknown[]> {
  const QueueUrl = sqs.inspectQueue(name)?.url;
  const { Messages = [] } = await client.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
  return Messages.map(({ Body = '' }) => JSON.parse(Body) as unknown);
}
