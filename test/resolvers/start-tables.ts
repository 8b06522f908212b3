import { createServer, type Server } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  DeleteItemCommand,
  type DeleteItemCommandInput,
  type DynamoDBClient,
  PutItemCommand,
} from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { createJobTables, JOB_TABLE_KEYS } from '../embedded/create-job-tables.ts';
import { listen } from '../embedded/listen.ts';
import { startDynalite } from '../embedded/start-dynalite.ts';

/** The names of the tables, which are those of their data sources. */
export const TABLES = {
  jobTable: 'JobTable',
  jobTagTable: 'JobTagTable',
  jobDetailTable: 'JobDetailTable',
  eventTable: 'EventTable',
} as const;

/** Partition and sort key of each table. */
const KEYS = {
  JobTable: JOB_TABLE_KEYS.jobTable,
  JobTagTable: JOB_TABLE_KEYS.jobTagTable,
  JobDetailTable: JOB_TABLE_KEYS.jobDetailTable,
  EventTable: JOB_TABLE_KEYS.eventTable,
};

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
  /** A client of dynalite itself. */
  client: DynamoDBClient;
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
  const dynalite = await startDynalite();
  const { client } = dynalite;
  await createJobTables(client, TABLES);

  const steps = new Map<string, Step>();
  const stored = new Map<string, DeleteItemCommandInput>();
  const front = await listen(frontOf(dynalite.url, steps));

  return {
    endpoint: front.url,
    client,
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
      await front.close();
      await dynalite.close();
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
