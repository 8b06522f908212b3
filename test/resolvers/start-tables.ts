import { createServer, type Server } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  CreateTableCommand,
  DeleteItemCommand,
  type DeleteItemCommandInput,
  DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

const startDynalite = createRequire(import.meta.url)('dynalite') as (options: { createTableMs: number }) => Server;

/** Partition and sort key of each table of the stack. */
const KEYS = {
  JobTable: ['id'],
  JobTagTable: ['tag', 'job'],
  JobDetailTable: ['id', 'part'],
  EventTable: ['jobId', 'event'],
} as const;

/** A table of the stack. */
type TableName = keyof typeof KEYS;

/**
 * Gives the body of an answer, be it dynalite's or another. `body` is the request's. What it throws becomes DynamoDB's refusal, an
 * AccessDeniedException with that message.
 */
type Step = (send: () => Promise<string>, body: string) => Promise<string>;

/** The stack's tables in dynalite, behind an address where a test can step in. */
export type Tables = {
  endpoint: string;
  put(table: TableName, ...items: Record<string, unknown>[]): Promise<void>;
  remove(table: TableName, key: Record<string, string>): Promise<void>;
  /** Takes the next request of this operation in place of dynalite, to which `send` passes it on. */
  onNext(operation: string, step: Step): void;
  /** Deletes every item that was put, and forgets the steps that are still waiting. */
  clear(): Promise<void>;
  close(): Promise<void>;
};

/** Starts dynalite, makes the tables, and puts the address in front. */
export async function startTables(): Promise<Tables> {
  const dynalite = startDynalite({ createTableMs: 0 });
  const dynaliteUrl = await listen(dynalite);
  const client = new DynamoDBClient({
    endpoint: dynaliteUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  for (const [table, keys] of Object.entries(KEYS)) await createTable(client, table, keys);

  const steps = new Map<string, Step>();
  const stored = new Map<string, DeleteItemCommandInput>();
  const front = frontOf(dynaliteUrl, steps);
  const endpoint = await listen(front);

  return {
    endpoint,
    put: async (table, ...items) => {
      await Promise.all(
        items.map(async (item) => {
          const Item = marshall(item, { removeUndefinedValues: true });
          const Key = Object.fromEntries(KEYS[table].map((name) => [name, Item[name] ?? { NULL: true }]));
          stored.set(JSON.stringify([table, Key]), { TableName: table, Key });
          await client.send(new PutItemCommand({ TableName: table, Item }));
        }),
      );
    },
    remove: async (table, key) => {
      await client.send(new DeleteItemCommand({ TableName: table, Key: marshall(key) }));
    },
    onNext: (operation, step) => void steps.set(operation, step),
    clear: async () => {
      steps.clear();
      await Promise.all([...stored.values()].map((item) => client.send(new DeleteItemCommand(item))));
      stored.clear();
    },
    close: async () => {
      client.destroy();
      front.closeAllConnections();
      dynalite.closeAllConnections();
      await Promise.all([close(front), close(dynalite)]);
    },
  };
}

/** Passes requests on to dynalite, or to the step that waits for their operation. */
function frontOf(dynaliteUrl: string, steps: Map<string, Step>): Server {
  return createServer((req, res) => {
    const target = String(req.headers['x-amz-target']);
    const operation = target.replace('DynamoDB_20120810.', '');
    const answer = async (): Promise<{ status: number; body: string }> => {
      const request = await text(req);
      let status = 200;
      const send = async (): Promise<string> => {
        const headers = {
          'content-type': 'application/x-amz-json-1.0',
          'x-amz-target': target,
          'x-amz-date': String(req.headers['x-amz-date']),
          authorization: String(req.headers.authorization),
        };
        const response = await fetch(dynaliteUrl, { method: 'POST', headers, body: request });
        status = response.status;
        return await response.text();
      };
      const step = steps.get(operation);
      steps.delete(operation);
      const body = await (step ? step(send, request) : send());
      return { status, body };
    };
    const refuse = (error: Error): { status: number; body: string } => ({
      status: 400,
      body: JSON.stringify({ __type: 'com.amazon.coral.service#AccessDeniedException', message: error.message }),
    });
    void answer()
      .catch(refuse)
      .then(({ status, body }) => res.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(body));
  });
}

async function createTable(client: DynamoDBClient, table: string, keys: readonly string[]): Promise<void> {
  const index = table === 'JobTable' ? ['status', 'createdAt'] : [];
  await client.send(
    new CreateTableCommand({
      TableName: table,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [...keys, ...index].map((name) => ({ AttributeName: name, AttributeType: 'S' })),
      KeySchema: schemaOf(keys),
      ...(index.length > 0 && {
        GlobalSecondaryIndexes: [
          {
            IndexName: 'status-createdAt-index',
            KeySchema: schemaOf(index),
            Projection: { ProjectionType: 'KEYS_ONLY' },
          },
        ],
      }),
    }),
  );
}

function schemaOf(keys: readonly string[]): { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[] {
  return keys.map((name, at) => ({ AttributeName: name, KeyType: at === 0 ? 'HASH' : 'RANGE' }));
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function close(server: Server): Promise<void> {
  await new Promise<void>((resolve) => server.close(() => resolve()));
}
