/**
 * Writes `table.json`: rows in which every two alternatives of props that can go together do so at least once. To be run when a
 * prop, an alternative or a relation is new: `node --import tsx test/pairwise/renew-table.ts`.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import covertable from 'covertable';
import { PROP_NAMES } from '../../infra/check-props.ts';
import { RELATIONS } from '../../infra/props/relations.ts';
import { allPairs, alternativeOf, pairsOf, placesOf, type Row } from './rows.ts';

// Where a relation ends a row, the library counts pairs as done that no row has. What one seed leaves out another has, and
// a few are quick, whereas a single one may take minutes.
const SEEDS = 8;

const now = new Date();

/** Whether a row that may lack props is allowed. The library throws when a prop is asked for that is not chosen yet. */
function isAllowed(row: Row): boolean {
  const props = new Proxy({}, { get: (_, name) => alternativeOf(String(name), row[String(name)] ?? 0) });
  let notChosen: Error | undefined;
  for (const relation of RELATIONS)
    try {
      if (relation(props, now) !== undefined) return false;
    } catch (error) {
      if (!(error instanceof Error)) throw error;
      notChosen = error;
    }
  if (notChosen !== undefined) throw notChosen;
  return true;
}

const factors = Object.fromEntries(PROP_NAMES.map((name) => [name, placesOf(name)]));
const rows = [...Array(SEEDS).keys()].flatMap((seed) =>
  covertable.make(factors, { preFilter: isAllowed, seed, criterion: covertable.criteria.simple }),
);

const missing = new Set(allPairs().possible);
const table: Row[] = [];
while (missing.size > 0) {
  const gains = rows.map((row) => pairsOf(row).filter((pair) => missing.has(pair)));
  const best = gains.reduce((most, pairs, at) => (pairs.length > (gains[most]?.length ?? 0) ? at : most), 0);
  const [row, gain = []] = [rows[best], gains[best]];
  if (row === undefined || gain.length === 0) throw new Error(`no row has ${[...missing].join('; ')}: raise SEEDS`);
  table.push(Object.fromEntries(PROP_NAMES.flatMap((name) => ((row[name] ?? 0) > 0 ? [[name, row[name] ?? 0]] : []))));
  for (const pair of gain) missing.delete(pair);
}
writeFileSync(join(import.meta.dirname, 'table.json'), `${JSON.stringify(table, null, 2)}\n`);
console.log(`${table.length} rows`);
