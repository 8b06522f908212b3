import { costOf, totalOf } from '../../../bench/cost/cost.ts';
import { parseCostOptions } from '../../../bench/cost/options.ts';
import { readPrices } from '../../../bench/cost/prices.ts';
import { readCalls } from '../../../bench/cost/read-calls.ts';
import { costTable } from '../../../bench/cost/table.ts';
import { usageOf } from '../../../bench/cost/usage.ts';
import { readPerEvent } from '../../../bench/per-event/read-per-event.ts';
import type { PerUpdate } from '../../../bench/scale/demand.ts';
import { readLimits } from '../../../bench/scale/limits.ts';
import { scaleTable } from '../../../bench/scale/table.ts';
import { seedCost } from '../../../bench/seed-model/seed-cost.ts';

const BLOCK = /(<!-- ((?:npm run cost|scale).*?) -->)[^]*?(<!-- end -->)/g;
const SCALE = 'scale';
const BESIDE = 'npm run cost, beside the model of the seed sample, with each of';
const LOADS = [10_000, 100_000].flatMap((jobs) => [60, 10].map((interval) => ({ jobs, interval, minutes: 20 })));
const COMPARED = 'npm run cost, with each of';

/**
 * A document with what its blocks say computed anew. A block stands between `<!-- npm run cost -- OPTIONS -->`, or
 * `<!-- npm run cost, with each of OPTIONS / OPTIONS / … -->`, and `<!-- end -->`.
 */
export function renderDocs(text: string): string {
  return text.replace(BLOCK, (_, start: string, command: string, end: string) => {
    const table = tableFor(command);
    return `${start}\n\n${table}\n\n${end}`;
  });
}

function tableFor(command: string): string {
  if (command.startsWith(SCALE)) return scaleTable(LOADS, readLimits(), steadyUpdate());
  if (command.startsWith(BESIDE)) return besideSeedModel(command.slice(BESIDE.length).split(' / '));
  if (command.startsWith(COMPARED)) return comparison(command.slice(COMPARED.length).split(' / '));
  return tableOf(command.replace('npm run cost', '').replace(/^ -- /, ''));
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

function besideSeedModel(lines: readonly string[]): string {
  const columns = lines.map((line) => {
    const { options, rows } = costsOf(line);
    const ours = (service: string): number => totalOf(rows.filter((row) => row.service === service)).ofJobs;
    return { line, ours, model: seedCost(readPerEvent().seedModel, readPrices(), options) };
  });
  const names = [...new Set(costsOf(lines[0] ?? '').rows.map(({ service }) => service))];
  const rows = [...names, 'All'].map((name) => [
    name === 'All' ? '**All**' : name,
    ...columns
      .flatMap(({ ours, model }) => {
        const models: Record<string, number> = model;
        const sum = (of: (service: string) => number): number => names.reduce((total, each) => total + of(each), 0);
        return name === 'All' ? [sum(ours), sum((each) => models[each] ?? 0)] : [ours(name), models[name] ?? 0];
      })
      .map((value) => (value === 0 ? '' : Math.round(value).toLocaleString('en-US'))),
  ]);
  const head = ['US dollars for a million jobs', ...columns.flatMap(({ line }) => [`\`${line.trim()}\``, 'the model'])];
  return [head, ['---', ...head.slice(1).map(() => '---:')], ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

function steadyUpdate(): PerUpdate {
  const update = readPerEvent().ours['STATUS_UPDATE, steady, 1'];
  if (update === undefined) throw new Error('no steady STATUS_UPDATE was measured');
  return update;
}
