import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { readConfig } from '../../functions/collector/config.ts';
import { CACHED_JOBS, createCollector } from '../../functions/collector/create-collector.ts';
import { createJobCache } from '../../functions/collector/store/job-cache.ts';
import { collectorFunction } from '../../local/collector-function.ts';
import { readFunction } from '../../local/lambda/function-config.ts';
import { recordOutput } from '../../test/functions/record-output.ts';
import type { Log } from '../benchmark.ts';
import { createUnitCounter } from '../calls/request-units.ts';
import { createSeedModel } from '../seed-model/create-seed-model.ts';
import { type BenchStack, startBenchStack } from '../stack.ts';
import { createWire, type Wire } from '../wire/create-wire.ts';
import { createClients } from './create-clients.ts';
import { BEFORE, EVENT_STATUSES, eventsOf, type JobStory, newJobStory } from './job-story.ts';
import { type BatchCost, type MeasuredCollector, measureBatches } from './measure-batches.ts';
import { sqsBatch } from './sqs-batch.ts';
import { storeJobs } from './store-jobs.ts';

/** By the status of the events, `first` or `steady`, and how many are in the batch; and some that stand alone. */
export type PerEvent = { ours: Record<string, BatchCost>; seedModel: Record<string, BatchCost> };

/** How it is measured. */
export type PerEventOptions = {
  delayMs: number;
  runsOfSize: Record<number, number>;
  /** Of the model, whose batches have one event. */
  runsOfModel: number;
  log: Log;
};

/** How many updates a job sends before the one whose state is weighed. */
const LATE_UPDATES = 20;
/** The model never makes two calls side by side: each is a round, however short the wait for another. */
const QUIET_OF_MODEL_MS = 2;
/** What is carried out before anything is measured: so many batches of so many jobs, from their creation to the middle of their work. */
const WARM_UP_BATCHES = 10;
const WARM_UP_JOBS = 10;
/** After which a job is not in the middle of its work any more; the others it can tell more than once. */
const ENDS: readonly string[] = ['COMPLETE', 'ERROR', 'CANCELED'];

/** Ours and the model of the seed sample, in the same run, on the tables and streams of one local stack, which is a process of its own. */
export async function measurePerEvent({ delayMs, runsOfSize, runsOfModel, log }: PerEventOptions): Promise<PerEvent> {
  const stack = await startBenchStack();
  const wire = await createWire(urlsOf(stack));
  const otherWire = await createWire(urlsOf(stack), { quietMs: QUIET_OF_MODEL_MS });
  const sizes = Object.entries(runsOfSize).map(([size, runs]): [number, number] => [Number(size), runs]);
  try {
    const ours = collectorOf(stack, wire);
    const seedModel = seedModelOf(stack, otherWire);
    await warmUp(ours);
    const rows: PerEvent = { ours: {}, seedModel: {} };
    for (const [size, runs] of sizes) {
      log(`batches of ${size}`);
      Object.assign(rows.ours, await measureStatuses(ours, size, { runs, delayMs, log }));
    }
    log('the model of the seed sample');
    Object.assign(rows.seedModel, await measureStatuses(seedModel, 1, { runs: runsOfModel, delayMs, log }));
    Object.assign(rows.ours, await measureOthers(stack, wire, ours, { runs: runsOfSize[1] ?? 1, delayMs, log }));
    return rows;
  } finally {
    await Promise.all([wire.close(), otherWire.close()]);
    await stack.close();
  }
}

async function warmUp({ collect }: MeasuredCollector): Promise<void> {
  await collect(await eventsOf(newJobStory(), [...BEFORE, ...new Array<string>(100).fill('STATUS_UPDATE')]));
  for (let count = 0; count < WARM_UP_BATCHES; count += 1) {
    await collect((await Promise.all(stories(WARM_UP_JOBS).map((job) => eventsOf(job, BEFORE)))).flat());
  }
}

type Runs = { runs: number; delayMs: number; log: Log };

/** A collector to measure, and how it comes to know new jobs, of which there were events, before it is. */
type Contestant = MeasuredCollector & { know(bodies: string[]): Promise<void> };

async function measureStatuses(measured: Contestant, size: number, runs: Runs): Promise<Record<string, BatchCost>> {
  const rows: Record<string, BatchCost> = {};
  for (const status of EVENT_STATUSES) {
    const name = (which: string): string => `${status}, ${which}, ${size}`;
    runs.log(`${status}, ${size}`);
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
async function steadyJobs(measured: Contestant, count: number): Promise<JobStory[]> {
  const jobs = stories(count);
  await measured.know((await Promise.all(jobs.map((job) => eventsOf(job, BEFORE)))).flat());
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
): Contestant {
  const { environment } = readFunction(collectorFunction(assembly), assembly);
  const { region, credentials, resources } = outputs;
  const { logger, metrics, logged } = recordOutput();
  const config = readConfig({ ...environment, GRAPHQL_URL: wire.urls.graphql });
  const clients = createClients({ endpoint: wire.urls.gateway, region, credentials: credentials.collector });
  const cache = createJobCache(CACHED_JOBS);
  // The collector itself puts a job's item alone, and may do no more.
  const writer = new DynamoDBClient({ endpoint: wire.urls.gateway, region, credentials: credentials.admin });
  const collector = createCollector({ config, clients, logger, metrics, cache });
  return {
    wire,
    units,
    jobTable: resources.jobTable,
    know: (bodies) => storeJobs({ client: writer, config, cache }, bodies),
    async collect(bodies) {
      const { batchItemFailures } = await collector(sqsBatch(bodies));
      if (batchItemFailures.length > 0)
        throw new Error(`events were not carried out: ${JSON.stringify(logged().at(-1))}`);
    },
  };
}

function seedModelOf({ outputs, assembly }: BenchStack, wire: Wire): Contestant {
  const { region, credentials, resources } = outputs;
  const { jobTable, eventTable, eventStream, jobStream, metricStream } = resources;
  if (eventStream === null || jobStream === null || metricStream === null) throw new Error('the stack has no streams');
  const collect = createSeedModel({
    clients: createClients({ endpoint: wire.urls.gateway, region, credentials: credentials.admin }),
    tables: { jobTable, eventTable },
    streams: { eventStream, jobStream, metricStream },
  });
  const collectAll = async (bodies: string[]): Promise<void> => {
    for (const body of bodies) await collect(body);
  };
  return {
    ...{ wire, units: createUnitCounter(tablesOf(assembly), { projectsAll: true }), jobTable },
    ...{ know: collectAll, collect: collectAll },
  };
}

const tablesOf = ({ resources }: BenchStack['assembly']) =>
  resources.filter(({ type }) => type === 'AWS::DynamoDB::Table');

const urlsOf = ({ outputs }: BenchStack): { gateway: string; graphql: string } => ({
  gateway: outputs.endpoints.dynamodb,
  graphql: outputs.graphqlUrl,
});
