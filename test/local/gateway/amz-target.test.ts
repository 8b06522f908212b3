import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { awsError, serveGateway, type ServedGateway } from './serve-gateway.ts';

const operations: string[] = [];
let gateway: ServedGateway;

beforeAll(async () => {
  gateway = await serveGateway(() => ({
    dynamodb: {
      permissions: () => [],
      handle: ({ operation }) => {
        operations.push(operation);
        return Promise.resolve({ status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: '{}' });
      },
    },
    s3: {
      operation: (method) => `${method}Object`,
      permissions: ({ operation }) => [{ action: `s3:${operation}`, resources: ['*'] }],
      handle: ({ operation }) => {
        operations.push(operation);
        return Promise.resolve({ status: 200, headers: {}, body: '' });
      },
    },
  }));
});
afterAll(() => gateway.close());

/** Has a client sign its requests with this `x-amz-target`. */
function addTarget(stack: DynamoDBClient['middlewareStack'], target: string): void {
  stack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, { 'x-amz-target': target });
      return next(args);
    },
    { step: 'build' },
  );
}

/** Sends a request that is signed with this `x-amz-target`. */
async function sendWithTarget(target: string): Promise<unknown> {
  const dynamodb = new DynamoDBClient(gateway.client(gateway.admin));
  addTarget(dynamodb.middlewareStack, target);
  return dynamodb.send(new GetItemCommand({ TableName: 't', Key: { id: { S: 'x' } } }));
}

describe('`x-amz-target`', () => {
  it('names the operation after its one dot', async () => {
    await sendWithTarget('DynamoDB_20120810.GetItem');
    expect(operations.splice(0)).toEqual(['GetItem']);
  });

  it.each(['DynamoDB_20120810.DeleteTable.GetItem', 'GetItem', 'DynamoDB_20120810.', '.GetItem'])(
    'of the form %j reaches no service, whose emulator might read another operation out of it',
    async (target) => {
      const { name } = await awsError(sendWithTarget(target));
      expect({ name, operations: operations.splice(0) }).toEqual({ name: 'UnknownOperationException', operations: [] });
    },
  );

  it('does not name the operation of a REST API: who may read would write under that name', async () => {
    const reader = gateway.principal({ Effect: 'Allow', Action: 's3:GETObject', Resource: '*' });
    const s3 = new S3Client({ ...gateway.client(reader), forcePathStyle: true });
    addTarget(s3.middlewareStack as unknown as DynamoDBClient['middlewareStack'], 'S3.GETObject');
    const { name } = await awsError(s3.send(new PutObjectCommand({ Bucket: 'b', Key: 'k', Body: '{}' })));
    expect({ name, operations: operations.splice(0) }).toEqual({ name: 'AccessDenied', operations: [] });
  });
});
