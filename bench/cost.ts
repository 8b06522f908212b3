import { UsageError } from '../local/command-line.ts';
import { costOf, totalOf } from './cost/cost.ts';
import { parseCostOptions, USAGE } from './cost/options.ts';
import { readPrices } from './cost/prices.ts';
import { readCalls } from './cost/read-calls.ts';
import { costTable } from './cost/table.ts';
import { usageOf } from './cost/usage.ts';

try {
  process.stdout.write(answer(process.argv.slice(2)));
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  console.error(`npm run cost: ${error.message}`);
  process.exitCode = 2;
}

function answer(argv: string[]): string {
  const options = parseCostOptions(argv);
  if (options === null) return USAGE;
  const rows = costOf(usageOf(readCalls(), options), readPrices());
  const total = totalOf(rows);
  return options.json
    ? `${JSON.stringify({ options, rows, total }, null, 2)}\n`
    : `${costTable(rows, options.jobs)}\n\nFree tiers and discounts are left out. docs/cost.md tells how it is computed.\n`;
}
