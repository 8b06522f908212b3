import type { Operation } from '../call.ts';
import { readExpressions } from '../expression.ts';
import { pageAnswer, pageInput } from '../page.ts';
import { optional } from '../request-fields.ts';

/** A page: `{ items, nextToken, scannedCount }`. */
export const scan: Operation = async (request, call) => {
  const expressions = readExpressions();
  const input = {
    ...pageInput(request, call, expressions),
    TotalSegments: optional(request['totalSegments'], 'number', '[totalSegments]'),
    Segment: optional(request['segment'], 'number', '[segment]'),
  };
  return pageAnswer(await call.dynamodb('Scan', { ...input, ...expressions.placeholders() }), call);
};
