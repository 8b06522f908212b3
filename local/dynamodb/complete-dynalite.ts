import { jsonBody } from '../aws-json.ts';
import { type Backend, forwardedHeaders } from '../backend/backend.ts';
import type { AwsRequest, AwsResponse } from '../gateway/service.ts';
import type { JsonObject } from '../json.ts';
import { createReaderWriterLock } from './reader-writer-lock.ts';
import { withReturnedItem } from './returned-item.ts';
import { createClientRequestTokens } from './transactions/client-request-tokens.ts';
import type { Send } from './transactions/send.ts';
import { transactGetItems } from './transactions/TransactGetItems.ts';
import type { KeyNames } from './transactions/transacted-items.ts';
import { transactWriteItems } from './transactions/TransactWriteItems.ts';

/**
 * Sends requests to dynalite, and carries out what it lacks: the item of a failed condition, and transactions. A transaction has the
 * tables to itself: it waits for others where AWS would cancel one of them (`TransactionConflict`), and nobody sees a half of it.
 */
export function completeDynalite(backend: Backend, keyNames: KeyNames): (request: AwsRequest) => Promise<AwsResponse> {
  const lock = createReaderWriterLock();
  const tokens = createClientRequestTokens();

  const single = async (request: AwsRequest, operation: string, body: Buffer): Promise<AwsResponse> => {
    const headers = { ...forwardedHeaders(request.headers), 'x-amz-target': `DynamoDB_20120810.${operation}` };
    const answer = await backend.send({ method: 'POST', path: '/', headers, body });
    return withReturnedItem(backend, keyNames, { ...request, headers, body }, answer);
  };
  return async (request) => {
    const { operation } = request;
    if (operation !== 'TransactGetItems' && operation !== 'TransactWriteItems') {
      return lock.shared(() => single(request, operation, request.body));
    }
    const send: Send = async (name, input) => {
      const { status, body } = await single(request, name, Buffer.from(JSON.stringify(input)));
      return { status, body: JSON.parse(body.toString()) as JsonObject };
    };
    const body = jsonBody(request);
    return lock.exclusive(() =>
      operation === 'TransactGetItems'
        ? transactGetItems(body, send, keyNames)
        : transactWriteItems(body, send, keyNames, tokens),
    );
  };
}
