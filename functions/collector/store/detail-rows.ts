import { ConditionalCheckFailedException, PutItemCommand, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { JobDetail } from '../job/job-details.ts';

/** Where a job's details are kept, and until when, in epoch seconds. */
export type DetailRows = { client: DynamoDBClient; table: string; jobId: string; ttl: number };

const PARTS = ['settings', 'inputs', 'outputGroups', 'analysis'];

/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/setting-up-an-assembly-workflow-job.html */
const MAX_INPUTS = 150;

/** Writes what a job's events tell; what is stored and newer stays. */
export async function putDetailRows(rows: DetailRows, details: readonly JobDetail[]): Promise<void> {
  await Promise.all(details.map((detail) => putDetailRow(rows, detail)));
}

/**
 * Lets the rows that are there live until `ttl`, except those of the given parts. Among them are the reports that the
 * analyzer wrote, one an input.
 */
export async function extendDetailRows(
  rows: DetailRows,
  inputCount: number,
  except: readonly JobDetail[],
): Promise<void> {
  const reports = Array.from({ length: Math.min(inputCount, MAX_INPUTS) }, (_, index) => `mediainfo#${index + 1}`);
  const parts = [...PARTS, ...reports].filter((part) => !except.some((detail) => detail.part === part));
  await Promise.all(parts.map((part) => extendDetailRow(rows, part)));
}

async function putDetailRow(rows: DetailRows, { part, data, at }: JobDetail): Promise<void> {
  const put = new PutItemCommand({
    TableName: rows.table,
    Item: {
      id: { S: rows.jobId },
      part: { S: part },
      data: { S: data },
      at: { N: String(at) },
      ttl: { N: String(rows.ttl) },
    },
    ConditionExpression: 'attribute_not_exists(id) OR #at <= :at',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': { N: String(at) } },
  });
  if (!(await succeeds(rows.client.send(put)))) await extendDetailRow(rows, part);
}

async function extendDetailRow({ client, table, jobId, ttl }: DetailRows, part: string): Promise<void> {
  await succeeds(
    client.send(
      new UpdateItemCommand({
        TableName: table,
        Key: { id: { S: jobId }, part: { S: part } },
        UpdateExpression: 'SET #ttl = :ttl',
        ConditionExpression: '#ttl < :ttl',
        ExpressionAttributeNames: { '#ttl': 'ttl' },
        ExpressionAttributeValues: { ':ttl': { N: String(ttl) } },
      }),
    ),
  );
}

/** False when the write's condition did not hold. */
async function succeeds(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
