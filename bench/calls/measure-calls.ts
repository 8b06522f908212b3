import type { Assembly } from '../../local/assembly/assembly.ts';
import { startTestStack } from '../../test/end-to-end/test-stack.ts';
import { createJobCall, type MeasuredJob, stateChange, statusUpdate } from './job-events.ts';
import { createMeter, type Meter } from './meter.ts';
import { type MeteredStack, meterStack } from './metered-stack.ts';
import { increase, meanOf, type Quantities, sumOf } from './quantities.ts';

/** What each step of a job takes, from its creation to its end. */
export type Steps = Record<
  | 'SUBMITTED'
  | 'analysis'
  | 'PROGRESSING'
  | 'INPUT_INFORMATION'
  | 'first STATUS_UPDATE'
  | 'STATUS_UPDATE'
  | 'watch'
  | 'COMPLETE',
  Quantities
>;

/** What a stack was seen to do, and to have. */
export type CallsPerEvent = {
  /** Of a job with one input. */
  steps: Steps;
  /** What a second input adds to them. */
  secondInput: Steps;
  /** Of the reconciler: a round without open jobs, and what each open job adds to it. */
  rounds: { round: Quantities; openJob: Quantities };
  stack: {
    collectorMemoryMib: number;
    analyzerMemoryMib: number;
    reconcilerMemoryMib: number;
    streams: number;
    queues: number;
    alarms: number;
    dashboards: number;
    /** Metrics of jobs in one queue. */
    metrics: number;
  };
};

const BUCKET = 'media';
const STEADY_UPDATES = 20;
const INTERVAL_MS = 60_000;
const OPEN_JOBS = 10;

/** Starts a stack, tells it of jobs an event at a time, and counts. */
export async function measureCalls(log: (line: string) => void): Promise<CallsPerEvent> {
  let meter: Meter | undefined;
  const stack = await startTestStack({
    context: { mediaBuckets: BUCKET },
    log,
    onDecision: (made) => meter?.onDecision(made),
    onPrint: (functionName, line) => meter?.onPrint(functionName, line),
  });
  try {
    meter = createMeter(stack.assembly, stack.outputs.resources.eventTable);
    const metered = meterStack(stack, meter);
    await metered.upload(BUCKET, 'ident.mp4');
    // The first job finds everything cold, and is not counted.
    await measureJob(metered, 1, 1);
    const steps = await measureJob(metered, 1);
    return {
      steps,
      secondInput: addedTo(steps, await measureJob(metered, 2)),
      rounds: await measureRounds(metered),
      stack: describeStack(stack.assembly, meter),
    };
  } finally {
    await stack.close();
  }
}

async function measureJob(metered: MeteredStack, inputCount: number, steadyUpdates = STEADY_UPDATES): Promise<Steps> {
  const job = newJob(inputCount);
  const { post, send, measure, watch } = metered;
  let at = Date.now() - (STEADY_UPDATES + 5) * INTERVAL_MS;
  const next = (): number => (at += INTERVAL_MS);
  const created = JSON.stringify(await createJobCall(job, at));
  const unwatch = await metered.subscribe(job.id);
  const steps = {
    SUBMITTED: await measure({ events: 1 }, () => send('event', created)),
    analysis: await measure({ events: 1, analyses: 1 }, () => send('analysis', created)),
    PROGRESSING: await measure({ events: 1 }, async () => post(await stateChange(job, 'PROGRESSING', next()))),
    INPUT_INFORMATION: await measure({ events: 1, analyses: 1 }, async () =>
      post(await stateChange(job, 'INPUT_INFORMATION', next())),
    ),
    'first STATUS_UPDATE': await measure({ events: 1 }, async () => post(await statusUpdate(job, 0, next()))),
  };
  const updates: Quantities[] = [];
  for (let update = 1; update <= steadyUpdates; update += 1) {
    const event = await statusUpdate(job, update / (STEADY_UPDATES + 1), next());
    updates.push(await measure({ events: 1 }, () => post(event)));
  }
  const watched = await measure({}, () => watch(job.id));
  const complete = await measure({ events: 1 }, async () => post(await stateChange(job, 'COMPLETE', next())));
  unwatch();
  return { ...steps, STATUS_UPDATE: meanOf(updates), watch: watched, COMPLETE: complete };
}

/** Where there is less, that is a digit less in some number. */
function addedTo(before: Steps, after: Steps): Steps {
  const names = Object.keys(before) as (keyof Steps)[];
  return Object.fromEntries(names.map((name) => [name, increase(before[name], after[name])])) as Steps;
}

async function measureRounds(metered: MeteredStack): Promise<CallsPerEvent['rounds']> {
  const { measure, invokeReconciler, post } = metered;
  await measure({}, invokeReconciler);
  const round = await measure({}, invokeReconciler);
  for (let job = 0; job < OPEN_JOBS; job += 1) {
    await measure({ events: 1 }, async () => post(await stateChange(newJob(1), 'PROGRESSING', Date.now())));
  }
  const withJobs = await measure({}, invokeReconciler);
  return { round, openJob: sumOf([1 / OPEN_JOBS, increase(round, withJobs)]) };
}

function newJob(inputCount: number): MeasuredJob {
  const id = `${Date.now()}-${Math.random().toString(36).slice(2, 8).padEnd(6, '0')}`;
  return { id, inputs: Array.from({ length: inputCount }, () => `s3://${BUCKET}/ident.mp4`) };
}

function describeStack({ resources }: Assembly, { metrics }: Meter): CallsPerEvent['stack'] {
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  const memoryOf = (name: string): number =>
    Number(ofType('AWS::Lambda::Function').find(({ logicalId }) => logicalId.includes(name))?.properties['MemorySize']);
  return {
    collectorMemoryMib: memoryOf('Collector'),
    analyzerMemoryMib: memoryOf('Analyzer'),
    reconcilerMemoryMib: memoryOf('Reconciler'),
    streams: ofType('AWS::Kinesis::Stream').length,
    queues: ofType('AWS::Lambda::EventSourceMapping').length,
    alarms: ofType('AWS::CloudWatch::Alarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    metrics: metrics.size,
  };
}
