import { isJsonObject, type JsonObject } from '../../json.ts';
import type { Answer } from './send.ts';

/**
 * What a transaction has consumed, table by table, as far as `ReturnConsumedCapacity` asks: twice what its actions would alone.
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-capacity-handling
 */
export function consumedCapacity(
  { ReturnConsumedCapacity: wanted }: JsonObject,
  kind: 'ReadCapacityUnits' | 'WriteCapacityUnits',
  answers: Answer[],
): { ConsumedCapacity?: JsonObject[] } {
  if (wanted !== 'TOTAL' && wanted !== 'INDEXES') return {};
  const units = new Map<string, number>();
  for (const { body } of answers) {
    const { TableName: table, CapacityUnits: alone } = isJsonObject(body['ConsumedCapacity'])
      ? body['ConsumedCapacity']
      : {};
    units.set(String(table), (units.get(String(table)) ?? 0) + 2 * Number(alone));
  }
  return {
    ConsumedCapacity: [...units].map(([TableName, total]) => {
      const consumed = { CapacityUnits: total, [kind]: total };
      return { TableName, ...consumed, ...(wanted === 'INDEXES' && { Table: consumed }) };
    }),
  };
}
