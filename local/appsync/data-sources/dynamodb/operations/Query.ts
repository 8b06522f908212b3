import { QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../call.ts';
import { defined, readExpressions } from '../expression.ts';
import { pageAnswer, pageInput } from '../page.ts';
import { fieldsOf, optional } from '../request-fields.ts';

/** A page: `{ items, nextToken, scannedCount }`. */
export const query: Operation = async (request, call) => {
  fieldsOf(request['query'], '[query]');
  const expressions = readExpressions();
  const input = {
    ...pageInput(request, call, expressions),
    ...defined({
      KeyConditionExpression: expressions.read(request, 'query'),
      ScanIndexForward: optional(request['scanIndexForward'], 'boolean', '[scanIndexForward]'),
    }),
  };
  return pageAnswer(await call.client.send(new QueryCommand({ ...input, ...expressions.placeholders() })), call);
};
