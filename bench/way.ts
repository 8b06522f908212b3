import type { Measured } from './benchmark.ts';
import { spread } from './spread.ts';
import { startBenchStack } from './stack.ts';
import { measureOneAtATime } from './way/one-at-a-time.ts';
import { measureUnderLoad } from './way/under-load.ts';

/** As few events as tell the rate: what is not carried has to be worked off before the next load. */
const LOADS = [
  { eventsPerSecond: 1, events: 5 },
  { eventsPerSecond: 25, events: 75 },
  { eventsPerSecond: 100, events: 150 },
  { eventsPerSecond: 500, events: 200 },
];

/** From an event until subscribers hold its update: one event at a time, and at rates and with subscribers that grow. */
export async function benchWay(): Promise<Measured> {
  const stack = await startBenchStack();
  try {
    const { way, publish } = await measureOneAtATime(stack.outputs, { warmUp: 15, runs: 50 });
    const oneAtATime = {
      'event accepted → update received (ms)': spread(way),
      'publish mutation → update received (ms), the baseline': spread(publish),
    };
    console.table(oneAtATime);
    const underLoad = await measureUnderLoad(stack.outputs, { subscribers: [1, 100, 1_000], loads: LOADS });
    console.log(
      'One run of each. What is carried is slower than what is offered where the engine has no more; then no times are told.',
    );
    console.table(underLoad);
    return { rows: { oneAtATime, underLoad }, mustHold: [] };
  } finally {
    await stack.close();
  }
}
