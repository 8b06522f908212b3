import type { Resource } from '../assembly/assembly.ts';
import { type Backend, connectBackend, forwardedHeaders } from '../backend/backend.ts';
import { jsonBody, jsonError, unknownOperation } from '../aws-json.ts';
import type { AwsResponse, ServiceRoute } from '../gateway/service.ts';
import { type Call, createStreams, ON_DEMAND_SHARDS } from './create-streams.ts';
import { startKinesalite } from './kinesalite.ts';
import { createShardIterators } from './shard-iterators.ts';

/** The operations that name a stream, by name or ARN, and whose action has their own name. */
const ON_STREAM = new Set([
  ...['PutRecord', 'PutRecords', 'GetShardIterator', 'ListShards', 'DescribeStream', 'DescribeStreamSummary'],
  ...['CreateStream', 'DeleteStream', 'MergeShards', 'SplitShard'],
  ...['IncreaseStreamRetentionPeriod', 'DecreaseStreamRetentionPeriod'],
  ...['AddTagsToStream', 'RemoveTagsFromStream', 'ListTagsForStream'],
]);

/** Iterators live five minutes: enough for a hundred readers that ask five times a second. */
const REMEMBERED_ITERATORS = 150_000;

/**
 * Serves the Kinesis API with the stack's streams, in memory; they are ready when this resolves.
 * kinesalite knows streams by name and shards by number: `StreamARN` and on-demand mode are translated here.
 * AWS: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonkinesisdatastreams.html
 */
export async function startKinesis(options: {
  /** `AWS::Kinesis::Stream` resources. */
  streams: Resource[];
  region: string;
  accountId: string;
}): Promise<{ route: ServiceRoute; close(): Promise<void> }> {
  const { region, accountId } = options;
  const engine = await startKinesalite();
  const backend = connectBackend(engine.address);
  const close = async (): Promise<void> => {
    backend.disconnect();
    await engine.close();
  };
  try {
    await createStreams(callsTo(backend), options.streams);
  } catch (error) {
    await close();
    throw error;
  }

  const iterators = createShardIterators(REMEMBERED_ITERATORS);
  const streamArn = (name: string): string => `arn:aws:kinesis:${region}:${accountId}:stream/${name}`;

  const route: ServiceRoute = {
    permissions(request) {
      const { operation } = request;
      const body = jsonBody(request);
      if (operation === 'ListStreams') return [{ action: 'kinesis:ListStreams', resources: ['*'] }];
      if (operation === 'GetRecords') {
        const stream = iterators.streamOf(String(body['ShardIterator']));
        return stream === undefined ? [] : [{ action: 'kinesis:GetRecords', resources: [streamArn(stream)] }];
      }
      if (!ON_STREAM.has(operation)) return [];
      const resource =
        typeof body['StreamARN'] === 'string' ? body['StreamARN'] : streamArn(String(body['StreamName']));
      return [{ action: `kinesis:${operation}`, resources: [resource] }];
    },
    async handle(request) {
      const { operation } = request;
      if (!ON_STREAM.has(operation) && operation !== 'ListStreams' && operation !== 'GetRecords') {
        return unknownOperation(request);
      }
      const body = jsonBody(request);
      const stream =
        operation === 'GetRecords' ? iterators.streamOf(String(body['ShardIterator'])) : streamName(body, streamArn);
      if (stream === undefined && operation !== 'ListStreams') return noStream(operation, body);
      const translated = translate(operation, body, stream);
      const answer = await backend.send({
        method: 'POST',
        path: '/',
        headers: forwardedHeaders(request.headers),
        body: translated === body ? request.body : JSON.stringify(translated),
      });
      if (stream !== undefined && answer.status === 200) rememberIterators(answer, stream);
      return answer;
    },
  };

  function rememberIterators({ body }: AwsResponse, stream: string): void {
    if (body.length === 0) return;
    const { ShardIterator: first, NextShardIterator: next } = JSON.parse(body.toString()) as Record<string, unknown>;
    for (const iterator of [first, next]) if (typeof iterator === 'string') iterators.remember(iterator, stream);
  }

  return { route, close };
}

/** Requests of our own. kinesalite asks for an `Authorization` header, whatever it says. */
function callsTo(backend: Backend): Call {
  return async (operation, body) => {
    const { status, body: answer } = await backend.send({
      method: 'POST',
      path: '/',
      headers: {
        'content-type': 'application/x-amz-json-1.1',
        'x-amz-target': `Kinesis_20131202.${operation}`,
        'x-amz-date': '20131202T000000Z',
        authorization: 'AWS4-HMAC-SHA256 Credential=local, SignedHeaders=host, Signature=local',
      },
      body: JSON.stringify(body),
    });
    if (status !== 200) throw new Error(`kinesalite refuses ${operation}: ${answer.toString()}`);
    return answer.length === 0 ? {} : (JSON.parse(answer.toString()) as Record<string, unknown>);
  };
}

/** The stream that a request names; undefined when it names none, or one elsewhere. */
function streamName(
  { StreamName: name, StreamARN: arn }: Record<string, unknown>,
  streamArn: (name: string) => string,
): string | undefined {
  if (typeof arn !== 'string') return typeof name === 'string' ? name : undefined;
  const named = arn.split('/').at(-1) ?? '';
  return streamArn(named) === arn ? named : undefined;
}

/** The request as kinesalite takes it; the same object when nothing needs to change. */
function translate(
  operation: string,
  body: Record<string, unknown>,
  stream: string | undefined,
): Record<string, unknown> {
  const { StreamARN: arn, StreamModeDetails: mode, ...rest } = body;
  if (arn === undefined && mode === undefined) return body;
  return {
    ...rest,
    ...(operation !== 'GetRecords' && { StreamName: stream }),
    ...(operation === 'CreateStream' && { ShardCount: rest['ShardCount'] ?? ON_DEMAND_SHARDS }),
  };
}

function noStream(operation: string, body: Record<string, unknown>): AwsResponse {
  const error = (type: string, message: string): AwsResponse =>
    jsonError(400, type, message, 'application/x-amz-json-1.1');
  if (operation === 'GetRecords') {
    return error(
      'ExpiredIteratorException',
      'Iterator expired. No such iterator was given out in the last five minutes.',
    );
  }
  if (typeof body['StreamARN'] === 'string') {
    return error('ResourceNotFoundException', `Stream ${body['StreamARN']} not found.`);
  }
  // kinesalite gives the shards of a stream in one page: a token of it cannot be.
  if (body['NextToken'] !== undefined) return error('ExpiredNextTokenException', 'No such token was given out.');
  return error('InvalidArgumentException', 'Either StreamName or StreamARN should be provided.');
}
