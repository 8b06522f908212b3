import type { AwsResponse } from '../gateway/service.ts';
import type { JsonObject } from '../json.ts';
import type { SendToEngine } from './send-to-engine.ts';
import type { KeyNames } from './transactions/transacted-items.ts';

/**
 * Completes a failed conditional write with the item that failed it, which dynalite leaves out:
 * `ReturnValuesOnConditionCheckFailure: ALL_OLD` of PutItem, UpdateItem and DeleteItem.
 * The item comes from a second, consistent read: unlike at AWS, another write may have come between, and then this shows the newer item.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html#DDB-UpdateItem-request-ReturnValuesOnConditionCheckFailure
 */
export async function withReturnedItem(
  send: SendToEngine,
  keyNames: KeyNames,
  request: string | Buffer,
  failed: AwsResponse,
): Promise<AwsResponse> {
  if (failed.status !== 400) return failed;
  const body = JSON.parse(request.toString()) as JsonObject;
  if (body['ReturnValuesOnConditionCheckFailure'] !== 'ALL_OLD') return failed;
  const error = JSON.parse(failed.body.toString()) as { __type: string };
  if (!error.__type.endsWith('#ConditionalCheckFailedException')) return failed;
  const table = String(body['TableName']);
  const item = (body['Key'] ?? body['Item']) as JsonObject;
  const Key = Object.fromEntries((await keyNames(table)).map((name) => [name, item[name]]));
  const read = await send('GetItem', JSON.stringify({ TableName: table, Key, ConsistentRead: true }));
  const { Item: found } = JSON.parse(read.body.toString()) as { Item?: unknown };
  // The checksum of the body is made anew by the gateway.
  const headers = Object.fromEntries(Object.entries(failed.headers).filter(([name]) => name !== 'x-amz-crc32'));
  return { ...failed, headers, body: JSON.stringify({ ...error, ...(found !== undefined && { Item: found }) }) };
}
