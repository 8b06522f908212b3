import { type Price, type PriceName, SERVICES } from './prices.ts';
import type { MonthlyUsage } from './usage.ts';

/** What one thing costs in a month, in US dollars. */
export type CostRow = {
  service: string;
  item: string;
  /** How much of it, standing and of the jobs together. */
  amount: number;
  /** Without any job. */
  standing: number;
  ofJobs: number;
};

/** What a month costs, in the order of the services. What is not used at all is left out. */
export function costOf({ standing, ofJobs }: MonthlyUsage, prices: Record<PriceName, Price>): CostRow[] {
  return Object.entries(SERVICES)
    .flatMap(([service, items]) =>
      (Object.entries(items) as [PriceName, string][]).map(([name, item]) => {
        const { usd, per } = prices[name];
        const dollars = (amount: number): number => (amount / per) * usd;
        return {
          service,
          item,
          amount: standing[name] + ofJobs[name],
          standing: dollars(standing[name]),
          ofJobs: dollars(ofJobs[name]),
        };
      }),
    )
    .filter(({ amount }) => amount > 0);
}

/** The sums of rows. */
export function totalOf(rows: readonly CostRow[]): { standing: number; ofJobs: number } {
  return rows.reduce((total, row) => ({ standing: total.standing + row.standing, ofJobs: total.ofJobs + row.ofJobs }), {
    standing: 0,
    ofJobs: 0,
  });
}
