import { expect, it } from 'vitest';
import { createGateway } from '../../../local/gateway/gateway.ts';
import { createCredentialStore } from '../../../local/iam/credential-store.ts';
import { ACCOUNT, REGION, ROLE_ARN } from './serve-gateway.ts';

const TABLE = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/t`;
const store = createCredentialStore();
const reached: unknown[] = [];
const gateway = createGateway({
  credentials: store,
  region: REGION,
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

const read = { service: 'dynamodb', target: 'DynamoDB_20120810.GetItem', body: '{"Key":{"id":{"S":"ä"}}}' };

it('makes a call for the holder of a key, without a signature', async () => {
  expect(await gateway.call(read, reader)).toMatchObject({
    status: 200,
    headers: { 'x-amzn-requestid': expect.stringMatching(/^[0-9a-f-]{36}$/) as string },
    body: '{"Item":{"id":{"S":"ä"}}}',
  });
  expect(reached).toEqual([{ Key: { id: { S: 'ä' } } }]);
});

it.each([
  ['a wrong secret', { ...reader, secretAccessKey: 'wrong' }, {}, 'UnrecognizedClientException'],
  ['an unknown key', { accessKeyId: 'AKIAUNKNOWN', secretAccessKey: 'x' }, {}, 'UnrecognizedClientException'],
  ['no permission', nobody, {}, 'AccessDeniedException'],
  ['another service', reader, { service: 'kinesis' }, 'UnknownOperationException'],
  [
    'a target that names two operations',
    reader,
    { target: 'DynamoDB_20120810.GetItem.PutItem' },
    'UnknownOperationException',
  ],
  ['a body that is no object', reader, { body: '[]' }, 'SerializationException'],
])('refuses %s, as over HTTP', async (_what, credentials, more, type) => {
  reached.length = 0;
  const { status, body } = await gateway.call({ ...read, ...more }, credentials);
  expect([status >= 400, JSON.parse(body.toString())]).toMatchObject([true, { __type: type }]);
  expect(reached).toEqual([]);
});
