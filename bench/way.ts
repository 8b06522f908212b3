import type { Log, Measured } from './benchmark.ts';
import { spread } from './spread.ts';
import { startBenchStack } from './stack.ts';
import { measureOneAtATime } from './way/one-at-a-time.ts';
import { measureUnderLoad } from './way/under-load.ts';

/**
 * Of what is carried several rounds. Beyond that one, with as few events as tell the rate: what is not carried has to be worked off
 * before the next load.
 */
const LOADS = [
  { eventsPerSecond: 1, events: 3, rounds: 2 },
  { eventsPerSecond: 25, events: 25, rounds: 3 },
  { eventsPerSecond: 100, events: 150, rounds: 1 },
  { eventsPerSecond: 500, events: 200, rounds: 1 },
];

/** From an event until subscribers hold its update: one event at a time, and at rates and with subscribers that grow. */
export async function benchWay(log: Log): Promise<Measured> {
  const stack = await startBenchStack();
  try {
    log('one event at a time');
    const { way, publish } = await measureOneAtATime(stack.outputs, { warmUp: 15, runs: 50 });
    const oneAtATime = {
      'event accepted → update received (ms)': spread(way),
      'publish mutation → update received (ms), the baseline': spread(publish),
    };
    console.table(oneAtATime);
    const underLoad = await measureUnderLoad(stack.outputs, {
      subscribers: [1, 100, 1_000],
      loads: LOADS,
      log,
    });
    console.log(
      'What is carried is slower than what is offered where the engine has no more; then there is one round, and no times are told.',
    );
    console.table(underLoad);
    return { rows: { oneAtATime, underLoad }, mustHold: [] };
  } finally {
    await stack.close();
  }
}
