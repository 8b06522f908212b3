import { readConfig } from '../../functions/collector/config.ts';
import { createCollector } from '../../functions/collector/create-collector.ts';
import { collectorFunction } from '../../local/collector-function.ts';
import { readFunction } from '../../local/lambda/function-config.ts';
import { recordOutput } from '../../test/functions/record-output.ts';
import { createUnitCounter } from '../calls/request-units.ts';
import { createSeedModel } from '../seed-model/create-seed-model.ts';
import { type BenchStack, startBenchStack } from '../stack.ts';
import { createWire, type Wire } from '../wire/create-wire.ts';
import { createClients } from './create-clients.ts';
import { BEFORE, EVENT_STATUSES, eventsOf, type JobStory, newJobStory } from './job-story.ts';
import { type BatchCost, type MeasuredCollector, measureBatches } from './measure-batches.ts';
import { sqsBatch } from './sqs-batch.ts';

/** By the status of the events, `first` or `steady`, and how many are in the batch; and some that stand alone. */
export type PerEvent = { ours: Record<string, BatchCost>; seedModel: Record<string, BatchCost> };

/** How it is measured. */
export type PerEventOptions = {
  delayMs: number;
  runsOfSize: Record<number, number>;
  /** Of the model, whose batches have one event. */
  runsOfModel: number;
};

/** How many updates a job sends before the one whose state is weighed. */
const LATE_UPDATES = 20;
/** After which a job is not in the middle of its work any more; the others it can tell more than once. */
const ENDS: readonly string[] = ['COMPLETE', 'ERROR', 'CANCELED'];

/** Ours and the model of the seed sample, in the same run, on the tables and streams of one local stack, which is a process of its own. */
export async function measurePerEvent({ delayMs, runsOfSize, runsOfModel }: PerEventOptions): Promise<PerEvent> {
  const stack = await startBenchStack();
  const [wire, otherWire] = [await createWire(urlsOf(stack)), await createWire(urlsOf(stack))];
  const sizes = Object.entries(runsOfSize).map(([size, runs]): [number, number] => [Number(size), runs]);
  try {
    const ours = collectorOf(stack, wire);
    const seedModel = seedModelOf(stack, otherWire);
    await ours.collect(await eventsOf(newJobStory(), [...BEFORE, ...new Array<string>(100).fill('STATUS_UPDATE')]));
    const rows: PerEvent = { ours: {}, seedModel: {} };
    for (const [size, runs] of sizes) {
      Object.assign(rows.ours, await measureStatuses(ours, size, { runs, delayMs }));
    }
    Object.assign(rows.seedModel, await measureStatuses(seedModel, 1, { runs: runsOfModel, delayMs }));
    Object.assign(rows.ours, await measureOthers(stack, wire, ours, { runs: runsOfSize[1] ?? 1, delayMs }));
    return rows;
  } finally {
    await Promise.all([wire.close(), otherWire.close()]);
    await stack.close();
  }
}

type Runs = { runs: number; delayMs: number };

async function measureStatuses(
  measured: MeasuredCollector,
  size: number,
  runs: Runs,
): Promise<Record<string, BatchCost>> {
  const rows: Record<string, BatchCost> = {};
  for (const status of EVENT_STATUSES) {
    const name = (which: string): string => `${status}, ${which}, ${size}`;
    rows[name('first')] = await measureBatches(measured, () => batch(stories(size), status), runs);
    if (status === 'SUBMITTED') continue;
    let jobs: JobStory[] = [];
    rows[name('steady')] = await measureBatches(
      measured,
      async () => {
        if (jobs.length === 0 || ENDS.includes(status)) jobs = await steadyJobs(measured, size);
        return batch(jobs, status);
      },
      runs,
    );
  }
  return rows;
}

/** Jobs in the middle of their work. */
async function steadyJobs(measured: MeasuredCollector, count: number): Promise<JobStory[]> {
  const jobs = stories(count);
  await measured.collect((await Promise.all(jobs.map((job) => eventsOf(job, BEFORE)))).flat());
  return jobs;
}

/** What happens besides: a job's twentieth update, updates of one job together, and a collector that another was faster than. */
async function measureOthers(
  stack: BenchStack,
  wire: Wire,
  ours: MeasuredCollector,
  runs: Runs,
): Promise<Record<string, BatchCost>> {
  const late = newJobStory();
  await ours.collect(await eventsOf(late, [...BEFORE, ...new Array<string>(LATE_UPDATES).fill('STATUS_UPDATE')]));
  const together = newJobStory();
  await ours.collect(await eventsOf(together, BEFORE));
  const another = collectorOf(stack, wire, ours.units);
  const contended = newJobStory();
  for (const each of [ours, another]) await each.collect(await eventsOf(contended, BEFORE));
  return {
    [`STATUS_UPDATE, after ${LATE_UPDATES} others, 1`]: await measureBatches(
      ours,
      () => eventsOf(late, ['STATUS_UPDATE']),
      runs,
    ),
    'STATUS_UPDATE, of one job, 10': await measureBatches(
      ours,
      () => eventsOf(together, new Array<string>(10).fill('STATUS_UPDATE')),
      runs,
    ),
    'STATUS_UPDATE, conflict, 1': await measureBatches(
      ours,
      async () => {
        await another.collect(await eventsOf(contended, ['STATUS_UPDATE']));
        return eventsOf(contended, ['STATUS_UPDATE']);
      },
      runs,
    ),
  };
}

const stories = (size: number): JobStory[] => Array.from({ length: size }, newJobStory);
const batch = (jobs: readonly JobStory[], status: string): Promise<string[]> =>
  Promise.all(jobs.map((job) => job.next(status)));

function collectorOf(
  { outputs, assembly }: BenchStack,
  wire: Wire,
  units = createUnitCounter(tablesOf(assembly)),
): MeasuredCollector {
  const { environment } = readFunction(collectorFunction(assembly), assembly);
  const { region, credentials, resources } = outputs;
  const { logger, metrics, logged } = recordOutput();
  const collector = createCollector({
    config: readConfig({ ...environment, GRAPHQL_URL: wire.urls.graphql }),
    clients: createClients({ endpoint: wire.urls.gateway, region, credentials: credentials.collector }),
    logger,
    metrics,
  });
  return {
    wire,
    units,
    jobTable: resources.jobTable,
    async collect(bodies) {
      const { batchItemFailures } = await collector(sqsBatch(bodies));
      if (batchItemFailures.length > 0)
        throw new Error(`events were not carried out: ${JSON.stringify(logged().at(-1))}`);
    },
  };
}

function seedModelOf({ outputs, assembly }: BenchStack, wire: Wire): MeasuredCollector {
  const { region, credentials, resources } = outputs;
  const { jobTable, eventTable, eventStream, jobStream, metricStream } = resources;
  if (eventStream === null || jobStream === null || metricStream === null) throw new Error('the stack has no streams');
  const collect = createSeedModel({
    clients: createClients({ endpoint: wire.urls.gateway, region, credentials: credentials.admin }),
    tables: { jobTable, eventTable },
    streams: { eventStream, jobStream, metricStream },
  });
  return {
    wire,
    units: createUnitCounter(tablesOf(assembly), { projectsAll: true }),
    jobTable,
    async collect(bodies) {
      for (const body of bodies) await collect(body);
    },
  };
}

const tablesOf = ({ resources }: BenchStack['assembly']) =>
  resources.filter(({ type }) => type === 'AWS::DynamoDB::Table');

const urlsOf = ({ outputs }: BenchStack): { gateway: string; graphql: string } => ({
  gateway: outputs.endpoints.dynamodb,
  graphql: outputs.graphqlUrl,
});
