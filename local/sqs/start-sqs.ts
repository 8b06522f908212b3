import { buildApp } from 'fauxqs';
import type { Resource } from '../assembly/assembly.ts';
import { connectBackend } from '../backend/backend.ts';
import { privateSocket } from '../backend/private-socket.ts';
import { jsonBody, unknownOperation } from '../aws-json.ts';
import type { AwsRequest, ServiceRoute } from '../gateway/service.ts';
import { queueAttributes } from './queue-attributes.ts';

/** fauxqs has this one account. */
const ACCOUNT_ID = '000000000000';

/**
 * The actions that the operations need; those of batches are those of their entries.
 * AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-api-permissions-reference.html
 */
const ACTIONS: ReadonlyMap<string, string> = new Map([
  ...['SendMessage', 'ReceiveMessage', 'DeleteMessage', 'ChangeMessageVisibility', 'PurgeQueue'].map(same),
  ...['CreateQueue', 'DeleteQueue', 'GetQueueUrl', 'ListQueues', 'GetQueueAttributes', 'SetQueueAttributes'].map(same),
  ...['TagQueue', 'UntagQueue', 'ListQueueTags'].map(same),
  ['SendMessageBatch', 'SendMessage'],
  ['DeleteMessageBatch', 'DeleteMessage'],
  ['ChangeMessageVisibilityBatch', 'ChangeMessageVisibility'],
]);

/** The operations whose answers have queue URLs, and nothing that a client has written. */
const NAMES_QUEUES = new Set(['CreateQueue', 'GetQueueUrl', 'ListQueues']);

function same(name: string): [string, string] {
  return [name, name];
}

/**
 * Serves the SQS API with the stack's queues, in memory; they are there when this resolves.
 * Queue URLs are `GATEWAY/ACCOUNT/NAME`; a URL that names the gateway in another way, `localhost`, means the same queue.
 */
export async function startSqs(options: {
  /** `AWS::SQS::Queue` resources. */
  queues: Resource[];
  /** `http://127.0.0.1:PORT` */
  gatewayUrl: string;
  region: string;
  accountId: string;
}): Promise<{ route: ServiceRoute; close(): Promise<void> }> {
  const { gatewayUrl, region, accountId } = options;
  if (accountId !== ACCOUNT_ID) throw new Error(`SQS is served for account ${ACCOUNT_ID} only, not ${accountId}`);
  const app = buildApp({ logger: false, defaultRegion: region });
  const { socketPath, remove } = privateSocket();
  await app.listen({ path: socketPath });
  const backend = connectBackend({ socketPath });
  // fauxqs makes its queue URLs of the region and the host that it is asked under; here they never leave this file.
  const host = 'localhost';
  const inside = `http://sqs.${region}.localhost/`;
  const close = async (): Promise<void> => {
    backend.disconnect();
    await app.close();
    remove();
  };
  const send = (headers: Record<string, string>, body: string | Buffer) =>
    backend.send({ method: 'POST', path: '/', headers: { ...headers, host }, body });
  try {
    for (const queue of options.queues) {
      const { status, body } = await send(
        { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': 'AmazonSQS.CreateQueue' },
        JSON.stringify({ QueueName: queue.attributes['QueueName'], Attributes: queueAttributes(queue) }),
      );
      if (status !== 200) throw new Error(`${queue.logicalId}: fauxqs refuses the queue: ${body.toString()}`);
    }
  } catch (error) {
    await close();
    throw error;
  }

  const route: ServiceRoute = {
    permissions(request) {
      const action = ACTIONS.get(request.operation);
      if (action === undefined) return [];
      const { account, name } = queueOf(request, accountId);
      return [{ action: `sqs:${action}`, resources: [`arn:aws:sqs:${region}:${account}:${name}`] }];
    },
    async handle(request) {
      if (!ACTIONS.has(request.operation)) return unknownOperation(request);
      const body = jsonBody(request);
      const { account, name } = queueOf(request, accountId);
      const answer = await send(
        // fauxqs chooses the protocol by the type; the gateway has seen that the body is JSON.
        { 'content-type': 'application/x-amz-json-1.0', 'x-amz-target': `AmazonSQS.${request.operation}` },
        'QueueUrl' in body ? JSON.stringify({ ...body, QueueUrl: `${inside}${account}/${name}` }) : request.body,
      );
      return NAMES_QUEUES.has(request.operation)
        ? { ...answer, body: answer.body.toString().replaceAll(`"${inside}`, `"${gatewayUrl}/`) }
        : answer;
    },
  };
  return { route, close };
}

/** The operations that know a queue by its name: fauxqs looks at no URL then. */
const BY_NAME = new Set(['CreateQueue', 'GetQueueUrl']);

/** The queue that a request is about; `*` when it names none. */
function queueOf(request: AwsRequest, accountId: string): { account: string; name: string } {
  const { QueueUrl: url, QueueName: name } = jsonBody(request);
  if (typeof url === 'string' && !BY_NAME.has(request.operation)) {
    const [queue = '', account = accountId] = url.split('/').reverse();
    return { account, name: queue };
  }
  return { account: accountId, name: typeof name === 'string' ? name : '*' };
}
