import { costOf, totalOf } from '../../../bench/cost/cost.ts';
import { parseCostOptions } from '../../../bench/cost/options.ts';
import { readPrices } from '../../../bench/cost/prices.ts';
import { readCalls } from '../../../bench/cost/read-calls.ts';
import { costTable } from '../../../bench/cost/table.ts';
import { usageOf } from '../../../bench/cost/usage.ts';

const BLOCK = /(<!-- (npm run cost.*?) -->)[^]*?(<!-- end -->)/g;
const COMPARED = 'npm run cost, with each of';

/**
 * A document with what its blocks say computed anew. A block stands between `<!-- npm run cost -- OPTIONS -->`, or
 * `<!-- npm run cost, with each of OPTIONS / OPTIONS / … -->`, and `<!-- end -->`.
 */
export function renderDocs(text: string): string {
  return text.replace(BLOCK, (_, start: string, command: string, end: string) => {
    const table = command.startsWith(COMPARED)
      ? comparison(command.slice(COMPARED.length).split(' / '))
      : tableOf(command.replace('npm run cost', '').replace(/^ -- /, ''));
    return `${start}\n\n${table}\n\n${end}`;
  });
}

/** The services by what the jobs of a month cost, the dearest first. */
export function dearest(options: string): string[] {
  const { rows } = costsOf(options);
  const services = [...new Set(rows.map(({ service }) => service))];
  const ofService = (service: string): number => totalOf(rows.filter((row) => row.service === service)).ofJobs;
  return services.sort((a, b) => ofService(b) - ofService(a));
}

function costsOf(line: string) {
  const options = parseCostOptions(line.split(' ').filter((word) => word !== ''));
  if (options === null) throw new Error(`'${line}' asks for help`);
  return { options, rows: costOf(usageOf(readCalls(), options), readPrices()) };
}

function tableOf(line: string): string {
  const { options, rows } = costsOf(line);
  return costTable(rows, options.jobs);
}

function comparison(lines: readonly string[]): string {
  const dollars = (value: number): string => Math.round(value).toLocaleString('en-US');
  const rows = lines.map((line) => {
    const { standing, ofJobs } = totalOf(costsOf(line).rows);
    return `| \`${line.trim()}\` | ${dollars(standing)} | ${dollars(ofJobs)} |`;
  });
  return ['| with | standing | a million jobs |', '| --- | ---: | ---: |', ...rows].join('\n');
}
