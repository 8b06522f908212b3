import { type CostRow, totalOf } from './cost.ts';

const HEAD = ['US dollars a month', 'amount', 'standing', 'of the jobs', 'a million jobs'];

/** The costs as a table in Markdown, padded to be read as it is: a line for each service, and one for each thing that it charges for. */
export function costTable(rows: readonly CostRow[], jobs: number): string {
  const line = (name: string, amount: string, { standing, ofJobs }: Pick<CostRow, 'standing' | 'ofJobs'>): string[] => [
    name,
    amount,
    dollars(standing),
    dollars(ofJobs),
    dollars(jobs === 0 ? 0 : (ofJobs / jobs) * 1_000_000),
  ];
  const services = [...new Set(rows.map(({ service }) => service))];
  const lines = services.flatMap((service) => {
    const own = rows.filter((row) => row.service === service);
    return [line(`**${service}**`, '', totalOf(own)), ...own.map((row) => line(row.item, amountText(row.amount), row))];
  });
  const cells = [HEAD, ...lines, line('**All**', '', totalOf(rows))];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const [head = '', ...body] = cells.map((row) => padded(row, widths));
  const rule = widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`));
  return [head, `| ${rule.join(' | ')} |`, ...body].join('\n');
}

function padded(row: readonly string[], widths: readonly number[]): string {
  const cells = widths.map((width, column) => {
    const cell = row[column] ?? '';
    return column === 0 ? cell.padEnd(width) : cell.padStart(width);
  });
  return `| ${cells.join(' | ')} |`;
}

function dollars(value: number): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

function amountText(value: number): string {
  return value.toLocaleString('en-US', { maximumFractionDigits: value < 100 ? 2 : 0 });
}
