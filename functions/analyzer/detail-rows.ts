import { ConditionalCheckFailedException, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { objectOf } from '../lib/read-field.ts';

/** Where a job's details are kept. */
export type DetailRows = { client: DynamoDBClient; table: string; jobId: string };

/** A row: `data` is JSON text, `at` when it was learnt, in epoch milliseconds, `ttl` until when it is kept, in epoch seconds. */
export type DetailRow = { part: string; data: string; at: number; ttl: number };

/** True when the job's settings are there. */
export async function hasSettings(rows: DetailRows): Promise<boolean> {
  return (await readData(rows, 'settings')) !== undefined;
}

/** True when there is an analysis that needs no other. */
export async function hasCompleteAnalysis(rows: DetailRows): Promise<boolean> {
  const data = await readData(rows, 'analysis');
  return data !== undefined && objectOf<{ status: string }>(JSON.parse(data)).status === 'COMPLETE';
}

/** Writes a row, in the place of one that may be there. */
export async function putRow({ client, table, jobId }: DetailRows, row: DetailRow): Promise<void> {
  await client.send(new PutItemCommand({ TableName: table, Item: itemOf(jobId, row) }));
}

/** Writes a row unless there is one. */
export async function putNewRow({ client, table, jobId }: DetailRows, row: DetailRow): Promise<void> {
  const ConditionExpression = 'attribute_not_exists(id)';
  try {
    await client.send(new PutItemCommand({ TableName: table, Item: itemOf(jobId, row), ConditionExpression }));
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

async function readData({ client, table, jobId }: DetailRows, part: string): Promise<string | undefined> {
  const { Item } = await client.send(
    new GetItemCommand({ TableName: table, Key: { id: { S: jobId }, part: { S: part } }, ConsistentRead: true }),
  );
  return Item?.['data']?.S;
}

function itemOf(jobId: string, { part, data, at, ttl }: DetailRow) {
  return { id: { S: jobId }, part: { S: part }, data: { S: data }, at: { N: String(at) }, ttl: { N: String(ttl) } };
}
