import { createServer } from 'node:http';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SendRequest } from '../../../../local/appsync/data-sources/data-source.ts';
import { createPageTokens } from '../../../../local/appsync/data-sources/dynamodb/page-token.ts';
import { sendToDynamoDb } from '../../../../local/appsync/data-sources/dynamodb/send-to-dynamodb.ts';
import { listen, type Listening } from '../../../embedded/listen.ts';
import { KEYS } from '../start-tables.ts';

// The embedded DynamoDB has no transactions: this one answers what the test says, and keeps what it was asked.
let reply: { status: number; body: object } = { status: 200, body: {} };
let asked: { target: string | undefined; body: unknown };
let server: Listening;
let client: DynamoDBClient;
let send: SendRequest;

beforeAll(async () => {
  const answering = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      asked = {
        target: request.headers['x-amz-target']?.toString(),
        body: JSON.parse(Buffer.concat(parts).toString()) as unknown,
      };
      response.writeHead(reply.status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'R1' });
      response.end(JSON.stringify(reply.body));
    });
  });
  server = await listen(answering);
  client = new DynamoDBClient({ endpoint: server.url, region: 'us-east-1', credentials: KEYS, maxAttempts: 1 });
  send = sendToDynamoDb({
    client,
    invokeFunction: () => Promise.reject(new Error('there is no function')),
    tableName: 'jobs',
    region: 'us-east-1',
    tokens: createPageTokens(),
    apiId: 'api',
  });
});
afterAll(async () => {
  client.destroy();
  await server.close();
});

const key = (id: string) => ({ id: { S: id } });

describe('`TransactGetItems`', () => {
  it('answers one slot a request, null for what is not there', async () => {
    reply = { status: 200, body: { Responses: [{ Item: key('a') }, {}] } };
    const transactItems = ['a', 'b'].map((id) => ({
      table: 'T',
      key: key(id),
      projection: { expression: '#i', expressionNames: { '#i': 'id' } },
    }));

    expect(await send({ operation: 'TransactGetItems', transactItems }, 'test')).toEqual({
      result: { items: [{ id: 'a' }, null] },
      error: null,
    });
    expect(asked).toEqual({
      target: 'DynamoDB_20120810.TransactGetItems',
      body: {
        TransactItems: ['a', 'b'].map((id) => ({
          Get: { TableName: 'T', Key: key(id), ProjectionExpression: '#i', ExpressionAttributeNames: { '#i': 'id' } },
        })),
      },
    });
  });
});

describe('`TransactWriteItems`', () => {
  const update = { expression: 'SET v = :v', expressionValues: { ':v': { N: 1 } } };
  const condition = { expression: 'v = :v', expressionValues: { ':v': { N: 1 } } };
  const request = {
    operation: 'TransactWriteItems',
    transactItems: [
      { table: 'T', operation: 'PutItem', key: key('a'), attributeValues: { v: { N: 1 } } },
      { table: 'T', operation: 'UpdateItem', key: key('b'), update },
      {
        table: 'T',
        operation: 'DeleteItem',
        key: key('c'),
        condition: { ...condition, returnValuesOnConditionCheckFailure: false },
      },
      { table: 'T', operation: 'ConditionCheck', key: key('d'), condition },
    ],
  };

  it('answers the keys', async () => {
    reply = { status: 200, body: {} };
    const ReturnValuesOnConditionCheckFailure = 'ALL_OLD';
    const values = { ExpressionAttributeValues: { ':v': { N: '1' } } };

    expect(await send(request, 'test')).toEqual({
      result: { keys: ['a', 'b', 'c', 'd'].map((id) => ({ id })), cancellationReasons: null },
      error: null,
    });
    expect(asked.body).toMatchObject({
      TransactItems: [
        { Put: { TableName: 'T', Item: { ...key('a'), v: { N: '1' } }, ReturnValuesOnConditionCheckFailure } },
        {
          Update: {
            TableName: 'T',
            Key: key('b'),
            UpdateExpression: 'SET v = :v',
            ...values,
            ReturnValuesOnConditionCheckFailure,
          },
        },
        {
          Delete: {
            TableName: 'T',
            Key: key('c'),
            ConditionExpression: 'v = :v',
            ...values,
            ReturnValuesOnConditionCheckFailure: 'NONE',
          },
        },
        {
          ConditionCheck: {
            TableName: 'T',
            Key: key('d'),
            ConditionExpression: 'v = :v',
            ...values,
            ReturnValuesOnConditionCheckFailure,
          },
        },
      ],
    });
  });

  it('answers why it was cancelled, item by item, beside the error', async () => {
    reply = {
      status: 400,
      body: {
        __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
        Message: 'Transaction cancelled',
        CancellationReasons: [
          { Code: 'ConditionalCheckFailed', Message: 'The conditional request failed', Item: key('a') },
          { Code: 'None' },
        ],
      },
    };

    expect(await send(request, 'test')).toEqual({
      result: {
        keys: null,
        cancellationReasons: [
          { item: { id: 'a' }, type: 'ConditionCheckFailed', message: 'The conditional request failed' },
          { type: 'None', message: 'None' },
        ],
      },
      error: {
        type: 'DynamoDB:TransactionCanceledException',
        message: 'Transaction cancelled (Service: DynamoDb, Status Code: 400, Request ID: R1) (SDK Attempt Count: 1)',
      },
    });
  });
});
