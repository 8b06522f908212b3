import type { Price, PriceName } from '../cost/prices.ts';
import type { BatchCost } from '../per-event/measure-batches.ts';

/** What jobs cost by the model, by service, in US dollars for a million of them. */
export type SeedCost = Record<'Lambda' | 'DynamoDB' | 'Kinesis', number>;

const MILLION = 1_000_000;
const KIB_A_GIB = 1024 ** 2;
/** As `npm run cost` assumes of our collector, though the model waits for 19 calls where that one waits for two. */
const INVOCATION_SECONDS = 0.1;
const MEMORY_GIB = 0.5;

/**
 * Computed from what was measured of the model. Records count as 1 KiB each, the least that Kinesis charges. What the sample has
 * besides, its REST API and those who poll it, is left out.
 */
export function seedCost(
  measured: Record<string, BatchCost>,
  prices: Record<PriceName, Price>,
  { minutes, interval }: { minutes: number; interval: number },
): SeedCost {
  const row = (name: string): BatchCost => {
    const found = measured[name];
    if (found === undefined) throw new Error(`no row ${name}`);
    return found;
  };
  const events = [
    row('SUBMITTED, first, 1'),
    row('PROGRESSING, steady, 1'),
    row('INPUT_INFORMATION, steady, 1'),
    ...new Array<BatchCost>(Math.floor((minutes * 60) / interval)).fill(row('STATUS_UPDATE, steady, 1')),
    row('COMPLETE, steady, 1'),
  ];
  const total = (name: 'writeUnits' | 'readUnits' | 'records'): number =>
    MILLION * events.reduce((sum, event) => sum + event[name], 0);
  const dollars = (name: PriceName, amount: number): number => (amount / prices[name].per) * prices[name].usd;
  const invocations = MILLION * events.length;
  return {
    Lambda:
      dollars('lambda.requests', invocations) +
      dollars('lambda.gbSeconds', invocations * INVOCATION_SECONDS * MEMORY_GIB),
    DynamoDB: dollars('dynamodb.writeUnits', total('writeUnits')) + dollars('dynamodb.readUnits', total('readUnits')),
    Kinesis: dollars('kinesis.inGb', total('records') / KIB_A_GIB),
  };
}
