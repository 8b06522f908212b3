import { expect, it } from 'vitest';
import { type Price, type PriceName, SERVICES } from '../../../bench/cost/prices.ts';
import type { BatchCost } from '../../../bench/per-event/measure-batches.ts';
import { seedCost } from '../../../bench/seed-model/seed-cost.ts';

const NAMES = Object.values(SERVICES).flatMap((items) => Object.keys(items)) as PriceName[];
/** A dollar for a million of anything. */
const PRICES = Object.fromEntries(NAMES.map((name) => [name, { usd: 1, per: 1_000_000 }])) as Record<PriceName, Price>;

const event = (writeUnits: number, readUnits: number, records: number): BatchCost => ({
  ...{ events: 1, calls: 0, roundTrips: 0, requestBytes: 0, stateUnits: 0, publishes: 0 },
  ...{ writeUnits, readUnits, records },
  ...{ median: 0, min: 0, max: 0, runs: 0 },
});
const MEASURED = {
  'SUBMITTED, first, 1': event(100, 1, 10),
  'PROGRESSING, steady, 1': event(20, 1, 10),
  'INPUT_INFORMATION, steady, 1': event(3, 1, 10),
  'STATUS_UPDATE, steady, 1': event(5, 2, 20),
  'COMPLETE, steady, 1': event(1000, 1, 10),
};

it('adds the steps of a job, and an update for each whole interval', () => {
  // Three intervals of 25 s are in 80 s and a little.
  const cost = seedCost(MEASURED, PRICES, { minutes: 1.4, interval: 25 });

  expect(cost).toEqual({
    // Seven invocations, of a tenth of a second and half a GiB each.
    Lambda: 7 + 7 * 0.1 * 0.5,
    DynamoDB: 100 + 20 + 3 + 3 * 5 + 1000 + (4 * 1 + 3 * 2),
    Kinesis: (4 * 10 + 3 * 20) / 1024 ** 2,
  });
});

it('names what was not measured', () => {
  expect(() => seedCost({}, PRICES, { minutes: 1, interval: 60 })).toThrow('no row SUBMITTED, first, 1');
});
