import type { Body, UnitCounter } from '../calls/request-units.ts';
import { spread } from '../spread.ts';
import type { Wire, WireCall } from '../wire/create-wire.ts';
import { sum } from '../sum.ts';

/** What a batch takes. Counts are of one batch; times of several, with a delay on every call. */
export type BatchCost = {
  events: number;
  calls: number;
  /** How many times the batch waits for answers, one after the other. */
  roundTrips: number;
  /** Of the calls' bodies. */
  requestBytes: number;
  writeUnits: number;
  /** Of the write units those of the jobs' states, with their index. */
  stateUnits: number;
  readUnits: number;
  publishes: number;
  /** Records put into streams. */
  records: number;
  /** Milliseconds. */
  median: number;
  min: number;
  max: number;
  runs: number;
};

/** A collector to measure, and what its calls go over. */
export type MeasuredCollector = {
  wire: Pick<Wire, 'setPace' | 'take'>;
  units: UnitCounter;
  /** The table of the states. */
  jobTable: string;
  /** Carries out a batch of events, each as JSON text. Throws when it was not carried out. */
  collect(bodies: string[]): Promise<void>;
};

/**
 * Measures a batch: once in rounds, which also gives the counts, and then so many times with a delay on every call. `prepare` gives a
 * batch each time, whatever has to come before it being carried out already.
 */
export async function measureBatches(
  measured: MeasuredCollector,
  prepare: () => Promise<string[]>,
  { runs, delayMs }: { runs: number; delayMs: number },
): Promise<BatchCost> {
  const { wire, collect } = measured;
  const counted = await prepare();
  carryOver(measured);
  wire.setPace('ROUNDS');
  await collect(counted);
  const counts = countsOf(measured, wire.take());
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    wire.setPace({ delayMs: 0 });
    const batch = await prepare();
    carryOver(measured);
    wire.setPace({ delayMs });
    const start = performance.now();
    await collect(batch);
    times.push(performance.now() - start);
    carryOver(measured);
  }
  wire.setPace({ delayMs: 0 });
  const { median, min, max } = spread(times);
  return { events: counted.length, ...counts, median, min, max, runs };
}

/** What is not measured has stored something, too. */
function carryOver(measured: MeasuredCollector): void {
  countsOf(measured, measured.wire.take());
}

type Counts = Omit<BatchCost, 'events' | 'median' | 'min' | 'max' | 'runs'>;

function countsOf({ units, jobTable }: MeasuredCollector, calls: readonly WireCall[]): Counts {
  const used = calls.flatMap((call) =>
    call.service === 'dynamodb' ? units.unitsOf(call.operation, JSON.parse(call.body.toString()) as Body) : [],
  );
  const ofState = used.filter(({ table }) => table === jobTable);
  return {
    calls: calls.length,
    roundTrips: new Set(calls.map(({ round }) => round)).size,
    requestBytes: sum(calls.map(({ body }) => body.length)),
    writeUnits: sum(used.map(({ writeUnits }) => writeUnits)),
    stateUnits: sum(ofState.map(({ writeUnits }) => writeUnits)),
    readUnits: sum(used.map(({ readUnits }) => readUnits)),
    publishes: calls.filter(({ service }) => service === 'graphql').length,
    records: sum(calls.filter(({ service }) => service === 'kinesis').map(recordsOf)),
  };
}

function recordsOf({ body, operation }: WireCall): number {
  return operation === 'PutRecord' ? 1 : (JSON.parse(body.toString()) as { Records: unknown[] }).Records.length;
}
