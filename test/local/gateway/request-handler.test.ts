import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { expect, it } from 'vitest';
import { createGateway } from '../../../local/gateway/gateway.ts';
import { gatewayRequestHandler } from '../../../local/gateway/request-handler.ts';
import { createCredentialStore } from '../../../local/iam/credential-store.ts';
import { ACCOUNT, awsError, REGION, ROLE_ARN } from './serve-gateway.ts';

const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`;
const store = createCredentialStore();
const reached: unknown[] = [];
const gateway = createGateway({
  credentials: store,
  routes: {
    dynamodb: {
      permissions: () => [{ action: 'dynamodb:GetItem', resources: [TABLE] }],
      handle: ({ body }) => {
        reached.push(JSON.parse(body.toString()));
        return Promise.resolve({ status: 200, headers: {}, body: '{"Item":{"id":{"S":"ä"}}}' });
      },
    },
  },
  resourceStatements: () => [],
  openPaths: {},
  log: () => undefined,
});
const reader = store.issue({
  arn: ROLE_ARN,
  accountId: ACCOUNT,
  userId: 'AROATESTER:local',
  context: {},
  statements: [{ Effect: 'Allow', Action: 'dynamodb:GetItem', Resource: TABLE }],
});
const nobody = store.issue({
  arn: ROLE_ARN,
  accountId: ACCOUNT,
  userId: 'AROATESTER:local',
  context: {},
  statements: [],
});

/** A client without an endpoint that anybody listens at. */
const client = (credentials: { accessKeyId: string; secretAccessKey: string }): DynamoDBClient =>
  new DynamoDBClient({
    endpoint: 'http://127.0.0.1:1',
    region: REGION,
    credentials,
    maxAttempts: 1,
    requestHandler: gatewayRequestHandler(gateway),
  });
const read = new GetItemCommand({ TableName: 't', Key: { id: { S: 'ä' } } });

it('carries the requests of an SDK client in this process, and the answers', async () => {
  expect(await client(reader).send(read)).toMatchObject({
    Item: { id: { S: 'ä' } },
    $metadata: { httpStatusCode: 200, requestId: expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
  });
  expect(reached).toEqual([{ TableName: 't', Key: { id: { S: 'ä' } } }]);
});

it.each([
  ['a wrong secret', { ...reader, secretAccessKey: 'wrong' }, 'InvalidSignatureException'],
  ['an unknown key', { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }, 'UnrecognizedClientException'],
  ['no permission', nobody, 'AccessDeniedException'],
])('refuses %s, as over HTTP', async (_what, credentials, name) => {
  reached.length = 0;
  expect(await awsError(client(credentials).send(read))).toMatchObject({ name, status: 400 });
  expect(reached).toEqual([]);
});
