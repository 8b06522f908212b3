import type { Log, Measured } from './benchmark.ts';
import { atMost, type MustHold } from './must-hold.ts';
import type { BatchCost } from './per-event/measure-batches.ts';
import { measurePerEvent } from './per-event/measure-per-event.ts';

/** AWS: a call within a region takes some milliseconds. */
const DELAY_MS = 5;
/** How often a batch of so many events is timed. */
const RUNS = { 1: 5, 10: 3, 100: 3 };
const RUNS_OF_MODEL = 3;

/** What an event takes, by its status, the first of a job and in the middle of it; beside it the model of the seed sample. */
export async function benchPerEvent(log: Log): Promise<Measured> {
  const { ours, seedModel } = await measurePerEvent({
    delayMs: DELAY_MS,
    runsOfSize: RUNS,
    runsOfModel: RUNS_OF_MODEL,
    log,
  });
  console.table(ours);
  console.log('The same of a model of the seed sample, which is our own writing and not its code:');
  console.table(seedModel);
  return { rows: { ours, seedModel }, mustHold: mustHold(ours) };
}

function mustHold(ours: Record<string, BatchCost>): MustHold[] {
  const row = (name: string): BatchCost => {
    const found = ours[name];
    if (found === undefined) throw new Error(`no row ${name}`);
    return found;
  };
  const steady = Object.entries(ours).filter(([name]) => /, steady, 10?$/.test(name));
  const publishes = Object.entries(ours).filter(([name]) => !name.includes('of one job'));
  return [
    atMost('round trips, steady', Math.max(...steady.map(([, { roundTrips }]) => roundTrips)), 2),
    atMost('round trips, when another collector was faster', row('STATUS_UPDATE, conflict, 1').roundTrips, 3),
    atMost('write units of the state, STATUS_UPDATE, steady', row('STATUS_UPDATE, steady, 1').stateUnits, 2),
    atMost('the same, after 20 others', row('STATUS_UPDATE, after 20 others, 1').stateUnits, 2),
    atMost(
      'publishes for each job of a batch',
      Math.max(...publishes.map(([, { publishes: count, events }]) => count / events)),
      1,
    ),
    atMost('publishes, 10 updates of one job in a batch', row('STATUS_UPDATE, of one job, 10').publishes, 1),
  ];
}
