import {
  BatchGetItemCommand,
  DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  type QueryCommandInput,
} from '@aws-sdk/client-dynamodb';
import { spread } from '../spread.ts';
import { type BenchStack, startBenchStack } from '../stack.ts';
import { fillJobs, jobId } from './fill-jobs.ts';

/** What a read takes by GraphQL, and beside it the same read by the SDK. Times in milliseconds, medians. */
export type ReadCost = {
  /** Of the API's resolvers to DynamoDB. */
  calls: number;
  /** As DynamoDB counts the same reads by the SDK. */
  readUnits: number;
  query: number;
  queryP95: number;
  sdk: number;
  sdkP95: number;
  runs: number;
};

/** How it is measured: with so many jobs stored; of each list the first page and a deep one. */
export type ListsOptions = {
  stored: readonly number[];
  pageSize: number;
  deepPage: number;
  runs: number;
  log(line: string): void;
};

type Page = { items: unknown[]; nextToken: string | null };
/** A list by GraphQL, and the query of keys that it makes. */
type List = {
  field: string;
  args: string;
  keys: Pick<QueryCommandInput, 'TableName' | 'IndexName'> & { key: string; value: string };
};

const FIELDS = 'id status createdAt queueName progressMetrics { percentJobComplete }';

/** By the read, its page, and how many jobs are stored. */
export async function measureLists(options: ListsOptions): Promise<Record<string, ReadCost>> {
  const stack = await startBenchStack();
  const { endpoints, region, credentials, resources } = stack.outputs;
  const client = new DynamoDBClient({ endpoint: endpoints.dynamodb, region, credentials: credentials.admin });
  const rows: Record<string, ReadCost> = {};
  const measure = async (name: string, ask: () => Promise<unknown>, read: () => Promise<number>): Promise<void> => {
    await ask();
    await stack.takeCalls();
    await ask();
    const calls = await stack.takeCalls();
    const times: { query: number[]; sdk: number[] } = { query: [], sdk: [] };
    let readUnits = 0;
    for (let run = 0; run < options.runs; run += 1) {
      times.query.push(await timed(ask));
      times.sdk.push(await timed(async () => void (readUnits = await read())));
    }
    const [query, sdk] = [spread(times.query), spread(times.sdk)];
    rows[name] = {
      ...{ calls, readUnits, query: query.median, queryP95: query.p95, sdk: sdk.median, sdkP95: sdk.p95 },
      runs: options.runs,
    };
  };
  try {
    let filled = 0;
    for (const stored of options.stored) {
      const start = performance.now();
      await fillJobs({ client, ...resources, log: options.log }, filled, stored);
      options.log(`${stored - filled} jobs were stored in ${Math.round((performance.now() - start) / 1000)} s`);
      filled = stored;
      await measure(
        `job, ${stored} stored`,
        () => ask(stack, `job(id: "${jobId(stored >> 1)}") { ${FIELDS} }`),
        () => readJob(client, resources.jobTable, jobId(stored >> 1)),
      );
      for (const list of listsOf(resources)) {
        for (const page of [1, options.deepPage]) {
          const token = await tokenOf(stack, list, page, options.pageSize);
          const startKey = await startKeyOf(client, list, page, options.pageSize);
          await measure(
            `${list.field}, page ${page}, ${stored} stored`,
            async () => expectFull(await askList(stack, list, options.pageSize, token), options.pageSize),
            () => readPage(client, resources.jobTable, list, options.pageSize, startKey),
          );
        }
      }
    }
    return rows;
  } finally {
    client.destroy();
    await stack.close();
  }
}

const listsOf = ({ jobTable, jobTagTable }: BenchStack['outputs']['resources']): List[] => [
  {
    field: 'jobsByStatus',
    args: 'status: PROGRESSING',
    keys: { TableName: jobTable, IndexName: 'status-createdAt-index', key: 'status', value: 'PROGRESSING' },
  },
  {
    field: 'jobsByUserMetadata',
    args: 'key: "application", value: "Catalog"',
    keys: { TableName: jobTagTable, key: 'tag', value: 'userMetadata:application=Catalog' },
  },
  {
    field: 'jobsByQueue',
    args: 'queue: "Default"',
    keys: { TableName: jobTagTable, key: 'tag', value: 'queue:Default' },
  },
];

async function timed(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}

async function ask<Data>({ outputs }: BenchStack, query: string): Promise<Data> {
  const response = await fetch(outputs.graphqlUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': outputs.apiKey ?? '' },
    body: JSON.stringify({ query: `{ answer: ${query} }` }),
  });
  const { data, errors } = (await response.json()) as { data?: { answer: Data | null }; errors?: unknown };
  if (errors !== undefined || data === undefined || data.answer === null)
    throw new Error(`${query}: ${JSON.stringify(errors)}`);
  return data.answer;
}

function askList(stack: BenchStack, { field, args }: List, limit: number, nextToken?: string | null): Promise<Page> {
  const token = typeof nextToken !== 'string' ? '' : `, nextToken: ${JSON.stringify(nextToken)}`;
  return ask<Page>(stack, `${field}(${args}, limit: ${limit}${token}) { items { ${FIELDS} } nextToken }`);
}

function expectFull({ items }: Page, pageSize: number): void {
  if (items.length !== pageSize) throw new Error(`a page has ${items.length} jobs and not ${pageSize}`);
}

/** The token of a page, by asking for all pages before it. */
async function tokenOf(stack: BenchStack, list: List, page: number, pageSize: number): Promise<string | null> {
  let token: string | null = null;
  for (let before = 1; before < page; before += 1) ({ nextToken: token } = await askList(stack, list, pageSize, token));
  return token;
}

type Key = QueryCommandInput['ExclusiveStartKey'];

const keyQuery = ({ keys: { key, value, ...table } }: List, Limit: number, ExclusiveStartKey: Key): QueryCommand =>
  new QueryCommand({
    ...table,
    KeyConditionExpression: '#key = :value',
    ExpressionAttributeNames: { '#key': key },
    ExpressionAttributeValues: { ':value': { S: value } },
    ScanIndexForward: false,
    Limit,
    ExclusiveStartKey,
    ReturnConsumedCapacity: 'TOTAL',
  });

async function startKeyOf(client: DynamoDBClient, list: List, page: number, pageSize: number): Promise<Key> {
  if (page === 1) return undefined;
  return (await client.send(keyQuery(list, pageSize * (page - 1), undefined))).LastEvaluatedKey;
}

async function readJob(client: DynamoDBClient, TableName: string, id: string): Promise<number> {
  const command = new GetItemCommand({ TableName, Key: { id: { S: id } }, ReturnConsumedCapacity: 'TOTAL' });
  const { ConsumedCapacity } = await client.send(command);
  return ConsumedCapacity?.CapacityUnits ?? NaN;
}

/** Keys, and then the jobs: the read units of both. */
async function readPage(
  client: DynamoDBClient,
  jobTable: string,
  list: List,
  size: number,
  start: Key,
): Promise<number> {
  const { Items = [], ConsumedCapacity } = await client.send(keyQuery(list, size, start));
  const Keys = Items.map(({ id, job }) => ({ id: id ?? { S: job?.S?.slice(job.S.indexOf('#') + 1) ?? '' } }));
  const got = await client.send(
    new BatchGetItemCommand({ RequestItems: { [jobTable]: { Keys } }, ReturnConsumedCapacity: 'TOTAL' }),
  );
  return (ConsumedCapacity?.CapacityUnits ?? NaN) + (got.ConsumedCapacity?.[0]?.CapacityUnits ?? NaN);
}
