import type { Log, Measured } from './benchmark.ts';
import { measureLists, type ReadCost } from './lists/measure-lists.ts';
import { atMost, type MustHold } from './must-hold.ts';

const FEW = 100;
const MANY = 10_000;
/** Filling the tables with so many takes longer than all the rest. */
const VERY_MANY = 100_000;
/** Of the smallest table the last page, of five jobs each. */
const PAGE_SIZE = 5;
const DEEP_PAGE = 20;
/** Of so little time a busy machine makes more. */
const MOST_TIMES = 3;

/** What a job and a list cost with few and with many jobs stored, beside the same reads by the SDK. */
export const benchLists = (log: Log): Promise<Measured> => bench(MANY, log);

/** The same with very many. */
export const benchLongLists = (log: Log): Promise<Measured> => bench(VERY_MANY, log);

async function bench(many: number, log: Log): Promise<Measured> {
  const rows = await measureLists({
    // The first time is there to warm up, and is measured anew.
    ...{ stored: [FEW, FEW, many], pageSize: PAGE_SIZE, deepPage: DEEP_PAGE, runs: 15 },
    log,
  });
  console.table(rows);
  const mustHold = Object.entries(rows).flatMap(([name, few]) => {
    const read = name.replace(`, ${FEW} stored`, '');
    const more = rows[`${read}, ${many} stored`];
    return more === undefined ? [] : growth(read, few, more);
  });
  return { rows, mustHold };
}

function growth(name: string, few: ReadCost, many: ReadCost): MustHold[] {
  return [
    atMost(`${name}: calls with the most jobs stored`, many.calls, few.calls),
    atMost(`${name}: read units with the most jobs stored`, many.readUnits, few.readUnits),
    atMost(`${name}: time with the most jobs stored, in times of the fewest`, many.query / few.query, MOST_TIMES),
  ];
}
