import type { JsonObject } from '../../../json.ts';
import { MappingError, type DataSourceAnswer } from '../data-source.ts';
import { toPlainItem } from './attribute-value.ts';
import type { Page } from './call-dynamodb.ts';
import { answer, type Call } from './call.ts';
import type { ExpressionReader } from './expression.ts';
import { optional } from './request-fields.ts';

/** The values of `select`. A count is not among them. */
const SELECTS = ['ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', 'SPECIFIC_ATTRIBUTES'] as const;

function selectOf(value: unknown): (typeof SELECTS)[number] | undefined {
  if (value === undefined || value === null) return undefined;
  const select = SELECTS.find((name) => name === value);
  if (select === undefined) throw new MappingError(`Unsupported value for field '$[select]': ${JSON.stringify(value)}`);
  return select;
}

/** What Query and Scan take alike. */
export function pageInput(request: JsonObject, call: Call, expressions: ExpressionReader): object {
  const token = optional(request['nextToken'], 'string', '[nextToken]');
  return {
    TableName: call.tableName,
    IndexName: optional(request['index'], 'string', '[index]'),
    Limit: optional(request['limit'], 'number', '[limit]'),
    ConsistentRead: optional(request['consistentRead'], 'boolean', '[consistentRead]'),
    Select: selectOf(request['select']),
    FilterExpression: expressions.read(request, 'filter'),
    ProjectionExpression: expressions.read(request, 'projection'),
    ExclusiveStartKey: token === undefined ? undefined : call.tokens.open(token, call.owner),
  };
}

/** What Query and Scan answer: `nextToken` is null on the last page. */
export function pageAnswer({ Items = [], LastEvaluatedKey, ScannedCount = 0 }: Page, call: Call): DataSourceAnswer {
  const nextToken = LastEvaluatedKey === undefined ? null : call.tokens.seal(LastEvaluatedKey, call.owner);
  return answer({ items: Items.map((item) => toPlainItem(item)), nextToken, scannedCount: ScannedCount });
}
