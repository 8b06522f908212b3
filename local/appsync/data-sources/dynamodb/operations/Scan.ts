import { ScanCommand } from '@aws-sdk/client-dynamodb';
import type { Operation } from '../call.ts';
import { defined, readExpressions } from '../expression.ts';
import { pageAnswer, pageInput } from '../page.ts';
import { optional } from '../request-fields.ts';

/** A page: `{ items, nextToken, scannedCount }`. */
export const scan: Operation = async (request, call) => {
  const expressions = readExpressions();
  const input = {
    ...pageInput(request, call, expressions),
    ...defined({
      TotalSegments: optional(request['totalSegments'], 'number', '[totalSegments]'),
      Segment: optional(request['segment'], 'number', '[segment]'),
    }),
  };
  return pageAnswer(await call.client.send(new ScanCommand({ ...input, ...expressions.placeholders() })), call);
};
