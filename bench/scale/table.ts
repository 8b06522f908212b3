import { demandOf, type Load, type PerUpdate } from './demand.ts';
import type { Limit, LimitName } from './limits.ts';

/** How much of each limit each load takes, as a table in Markdown: the amount, and its share of the limit, in bold from all of it on. */
export function scaleTable(loads: readonly Load[], limits: Record<LimitName, Limit>, update: PerUpdate): string {
  const head = loads.map(({ jobs, interval }) => `${number(jobs)} jobs, ${interval} s`);
  const demands = loads.map((load) => demandOf(load, update));
  const rows = (Object.entries(limits) as [LimitName, Limit][]).map(([name, { name: text, most, evidence }]) => [
    text,
    `${number(most)}${evidence === 'assumed' ? '?' : ''}`,
    ...demands.map((demand) => cell(demand[name], most)),
  ]);
  const lines = [['limit', 'most', ...head], ['---', ...[0, ...head].map(() => '---:')], ...rows];
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cell(amount: number, most: number): string {
  const text = `${number(amount)} (${Math.round((100 * amount) / most)} %)`;
  return amount >= most ? `**${text}**` : text;
}

const number = (value: number): string => Math.round(value).toLocaleString('en-US');
