import { deepStrictEqual } from 'node:assert/strict';
import { Agent, request as httpRequest } from 'node:http';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import type { BackendAddress } from '../local/backend/backend.ts';
import { startChild } from './child.ts';

/** What `query/serve-jobs.ts` serves, and where. */
export type JobsServed = {
  table: string;
  region: string;
  /** The embedded database itself. */
  dynamodb: BackendAddress;
  gatewayUrl: string;
  /** May read and write the table. */
  credentials: { accessKeyId: string; secretAccessKey: string };
  graphqlUrl: string;
  apiKey: string;
};

/** Milliseconds of each call, in the order of the rounds. */
export type QueryTimes = {
  /** GetItem at the embedded database itself. */
  database: number[];
  /** The same GetItem through the gateway, which checks its signature and its permissions. */
  gateway: number[];
  /** The same item by a GraphQL query through a resolver, whose data source calls the gateway. */
  query: number[];
};

const ID = '1700000000000-bench0';
const QUERY = 'query Job($id: ID!) { job(id: $id) { id status jobPercentComplete queue createTime version } }';
const JOB = {
  id: ID,
  status: 'PROGRESSING',
  jobPercentComplete: 42,
  queue: 'arn:aws:mediaconvert:us-east-1:000000000000:queues/Default',
  createTime: 1700000000000,
  version: 17,
};

/** Reads one item in the three ways, in turns, one call at a time. The servers are one process, as in the local stack, and not this one. */
export async function measureQuery({ warmUp, rounds }: { warmUp: number; rounds: number }): Promise<QueryTimes> {
  const server = await startChild<JobsServed>(new URL('query/serve-jobs.ts', import.meta.url));
  const { table: TableName, region, credentials, graphqlUrl, apiKey, ...addresses } = server.started;
  const httpAgent = new Agent({ keepAlive: true, ...addresses.dynamodb });
  const database = new DynamoDBClient({
    endpoint: 'http://127.0.0.1',
    requestHandler: { httpAgent },
    region,
    credentials,
  });
  const gateway = new DynamoDBClient({ endpoint: addresses.gatewayUrl, region, credentials });
  const agent = new Agent({ keepAlive: true });
  const read = new GetItemCommand({ TableName, Key: { id: { S: ID } }, ConsistentRead: true });
  const ask = async (): Promise<void> => {
    const answer = await post(agent, graphqlUrl, apiKey, JSON.stringify({ query: QUERY, variables: { id: ID } }));
    deepStrictEqual(JSON.parse(answer), { data: { job: JOB } });
  };
  const calls = {
    database: async () => (await database.send(read)).Item ?? fail(),
    gateway: async () => (await gateway.send(read)).Item ?? fail(),
    query: ask,
  };
  const times: QueryTimes = { database: [], gateway: [], query: [] };
  try {
    await gateway.send(new PutItemCommand({ TableName, Item: item() }));
    for (let round = 0; round < warmUp + rounds; round += 1) {
      for (const way of ['database', 'gateway', 'query'] as const) {
        const start = performance.now();
        await calls[way]();
        if (round >= warmUp) times[way].push(performance.now() - start);
      }
    }
  } finally {
    agent.destroy();
    database.destroy();
    gateway.destroy();
    await server.close();
  }
  return times;
}

const item = () =>
  Object.fromEntries(
    Object.entries(JOB).map(([name, value]) => [name, typeof value === 'number' ? { N: String(value) } : { S: value }]),
  );

function fail(): never {
  throw new Error('the item is not there');
}

/** With Node's own client, as the SDK uses it. */
function post(agent: Agent, url: string, apiKey: string, body: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(body),
      'x-api-key': apiKey,
    };
    const request = httpRequest(url, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text)).on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
