import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
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
  }));
});
afterAll(() => gateway.close());

/** Sends a request that is signed with this `x-amz-target`. */
async function sendWithTarget(target: string): Promise<unknown> {
  const dynamodb = new DynamoDBClient(gateway.client(gateway.admin));
  dynamodb.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: Record<string, string> }).headers, { 'x-amz-target': target });
      return next(args);
    },
    { step: 'build' },
  );
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
});
