import { jsonBody } from '../aws-json.ts';
import type { AwsRequest, AwsResponse } from '../gateway/service.ts';
import { isJsonObject, type JsonObject } from '../json.ts';

/** Carries a request out. */
type Handle = (request: AwsRequest) => Promise<AwsResponse>;

/** True for an entry that is left out. */
type Chance = () => boolean;

const BATCHES: Record<string, (request: AwsRequest, handle: Handle, leftOut: Chance) => Promise<AwsResponse>> = {
  PutRecords: putRecords,
  SendMessageBatch: entries,
  DeleteMessageBatch: entries,
  ChangeMessageVisibilityBatch: entries,
  BatchWriteItem: (request, handle, leftOut) => items(request, handle, leftOut, 'UnprocessedItems'),
  BatchGetItem: (request, handle, leftOut) => items(request, handle, leftOut, 'UnprocessedKeys'),
};

/** Carries a batch out without some of its entries, and says so as the service would. What is no batch is carried out. */
export function partialBatch(request: AwsRequest, handle: Handle, leftOut: Chance): Promise<AwsResponse> {
  const batch = Object.hasOwn(BATCHES, request.operation) ? BATCHES[request.operation] : undefined;
  return batch === undefined ? handle(request) : batch(request, handle, leftOut);
}

/** AWS: https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html: an answer for each record, in order. */
async function putRecords(request: AwsRequest, handle: Handle, leftOut: Chance): Promise<AwsResponse> {
  const body = jsonBody(request);
  const records = listOf(body['Records']).map((record) => ({ record, isLeftOut: leftOut() }));
  const kept = records.filter(({ isLeftOut }) => !isLeftOut).map(({ record }) => record);
  const failed = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded for shard.' };
  const all = { FailedRecordCount: records.length, Records: records.map(() => failed) };
  if (kept.length === 0) return answer(all);
  const answered = await handle(withBody(request, { ...body, Records: kept }));
  if (answered.status !== 200) return answered;
  const told = bodyOf(answered);
  const results = listOf(told['Records']);
  return withAnswer(answered, {
    ...told,
    FailedRecordCount: records.length - kept.length + Number(told['FailedRecordCount'] ?? 0),
    Records: records.map(({ isLeftOut }) => (isLeftOut ? failed : results.shift())),
  });
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_BatchResultErrorEntry.html */
async function entries(request: AwsRequest, handle: Handle, leftOut: Chance): Promise<AwsResponse> {
  const body = jsonBody(request);
  const [out, kept] = split(listOf(body['Entries']), leftOut);
  const failed = out.map((entry) => ({
    Id: isJsonObject(entry) ? entry['Id'] : undefined,
    Code: 'InternalError',
    Message: 'Left out.',
    SenderFault: false,
  }));
  if (kept.length === 0) return answer({ Successful: [], Failed: failed });
  const answered = await handle(withBody(request, { ...body, Entries: kept }));
  if (answered.status !== 200) return answered;
  const told = bodyOf(answered);
  return withAnswer(answered, { ...told, Failed: [...listOf(told['Failed']), ...failed] });
}

/**
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html and API_BatchGetItem.html: what
 * was not done comes back in the form that it was sent in.
 */
async function items(
  request: AwsRequest,
  handle: Handle,
  leftOut: Chance,
  undoneName: 'UnprocessedItems' | 'UnprocessedKeys',
): Promise<AwsResponse> {
  const body = jsonBody(request);
  const undone: JsonObject = {};
  const kept: JsonObject = {};
  for (const [table, requested] of Object.entries(isJsonObject(body['RequestItems']) ? body['RequestItems'] : {})) {
    const isWrite = Array.isArray(requested);
    const keys = isWrite ? requested : listOf(isJsonObject(requested) ? requested['Keys'] : undefined);
    const [out, done] = split(keys, leftOut);
    const as = (some: unknown[]): unknown => (isWrite ? some : { ...(requested as object), Keys: some });
    if (out.length > 0) undone[table] = as(out);
    if (done.length > 0) kept[table] = as(done);
  }
  if (Object.keys(kept).length === 0) {
    return answer({ ...(undoneName === 'UnprocessedKeys' && { Responses: {} }), [undoneName]: undone });
  }
  const answered = await handle(withBody(request, { ...body, RequestItems: kept }));
  if (answered.status !== 200) return answered;
  const told = bodyOf(answered);
  // The engines leave nothing undone by themselves.
  return withAnswer(answered, { ...told, [undoneName]: undone });
}

function split(list: readonly unknown[], leftOut: Chance): [out: unknown[], kept: unknown[]] {
  const out: unknown[] = [];
  const kept: unknown[] = [];
  for (const each of list) (leftOut() ? out : kept).push(each);
  return [out, kept];
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? (value as unknown[]).slice() : [];
}

/** The request with another body. */
export function withBody(request: AwsRequest, body: object): AwsRequest {
  return { ...request, body: Buffer.from(JSON.stringify(body)) };
}

function bodyOf({ body }: AwsResponse): JsonObject {
  const parsed: unknown = JSON.parse(body.toString());
  return isJsonObject(parsed) ? parsed : {};
}

/** Checksums and lengths are those of the old body; the gateway makes them anew. */
function withAnswer(answered: AwsResponse, body: object): AwsResponse {
  return { ...answered, ...answer(body) };
}

function answer(body: object): AwsResponse {
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: JSON.stringify(body) };
}
