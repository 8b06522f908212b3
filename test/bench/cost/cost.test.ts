import { describe, expect, it } from 'vitest';
import { costOf, totalOf } from '../../../bench/cost/cost.ts';
import { readPrices, UNUSED } from '../../../bench/cost/prices.ts';
import { costTable } from '../../../bench/cost/table.ts';

const PRICES = readPrices();

describe('the costs', () => {
  const rows = costOf(
    {
      standing: { ...UNUSED, 'kinesis.streamHours': 720 },
      ofJobs: {
        ...UNUSED,
        'dynamodb.writeUnits': 2_000_000,
        'appsync.operations': 500_000,
        'eventbridge.serviceEvents': 3,
      },
    },
    PRICES,
  );

  it('are the amounts times the prices, of what is used', () => {
    expect(rows).toEqual([
      { service: 'DynamoDB', item: 'write units', amount: 2_000_000, standing: 0, ofJobs: 1.25 },
      { service: 'AppSync', item: 'mutations and queries', amount: 500_000, standing: 0, ofJobs: 2 },
      { service: 'Kinesis', item: 'stream hours', amount: 720, standing: 28.8, ofJobs: 0 },
      { service: 'EventBridge', item: 'events', amount: 3, standing: 0, ofJobs: 0 },
    ]);
    expect(totalOf(rows)).toEqual({ standing: 28.8, ofJobs: 3.25 });
  });

  it('are shown by service, with what a million jobs more would cost', () => {
    expect(costTable(rows, 500_000).split('\n')).toEqual([
      '| US dollars a month    |    amount | standing | of the jobs | a million jobs |',
      '| --------------------- | --------: | -------: | ----------: | -------------: |',
      '| **DynamoDB**          |           |     0.00 |        1.25 |           2.50 |',
      '| write units           | 2,000,000 |     0.00 |        1.25 |           2.50 |',
      '| **AppSync**           |           |     0.00 |        2.00 |           4.00 |',
      '| mutations and queries |   500,000 |     0.00 |        2.00 |           4.00 |',
      '| **Kinesis**           |           |    28.80 |        0.00 |           0.00 |',
      '| stream hours          |       720 |    28.80 |        0.00 |           0.00 |',
      '| **EventBridge**       |           |     0.00 |        0.00 |           0.00 |',
      '| events                |         3 |     0.00 |        0.00 |           0.00 |',
      '| **All**               |           |    28.80 |        3.25 |           6.50 |',
    ]);
    expect(costTable(rows, 0)).not.toMatch(/NaN|Infinity/);
  });
});

describe('the prices', () => {
  it('are there for all that is charged, and for nothing else', () => {
    expect(Object.keys(PRICES).sort()).toEqual(Object.keys(UNUSED).sort());
  });

  it.each(Object.entries(PRICES))('%s says whose it is, of when, and how that is known', (_, price) => {
    expect(price).toEqual({
      usd: expect.any(Number) as number,
      per: expect.any(Number) as number,
      page: expect.stringMatching(/^https:\/\/aws\.amazon\.com\//) as string,
      date: expect.stringMatching(/^20\d\d(-\d\d-\d\d)?$/) as string,
      evidence: expect.stringMatching(/^(published|reported|assumed)$/) as string,
      ...(price.note !== undefined && { note: expect.any(String) as string }),
      ...(price.evidence === 'reported' && { seen: expect.stringMatching(/^https:/) as string }),
    });
  });
});
