import type { Operation } from '../call.ts';
import { readExpressions } from '../expression.ts';
import { pageAnswer, pageInput } from '../page.ts';
import { fieldsOf, optional } from '../request-fields.ts';

/** A page: `{ items, nextToken, scannedCount }`. */
export const query: Operation = async (request, call) => {
  fieldsOf(request['query'], '[query]');
  const expressions = readExpressions();
  const input = {
    ...pageInput(request, call, expressions),
    KeyConditionExpression: expressions.read(request, 'query'),
    ScanIndexForward: optional(request['scanIndexForward'], 'boolean', '[scanIndexForward]'),
  };
  return pageAnswer(await call.dynamodb('Query', { ...input, ...expressions.placeholders() }), call);
};
