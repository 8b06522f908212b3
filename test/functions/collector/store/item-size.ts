import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '../../../../functions/collector/store/job-item.ts';

/**
 * The bytes of an item.
 *
 * AWS: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function itemSize(item: Item): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueSize(value), 0);
}

function valueSize({ S, N, B, L, M }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S);
  if (N !== undefined) return Math.ceil(N.replace(/\D/g, '').length / 2) + 2;
  if (B !== undefined) return B.byteLength;
  if (L !== undefined) return L.reduce((sum, value) => sum + 1 + valueSize(value), 3);
  if (M !== undefined) return 3 + Object.keys(M).length + itemSize(M);
  return 1;
}
