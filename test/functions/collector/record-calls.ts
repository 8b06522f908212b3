import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { SQSClient } from '@aws-sdk/client-sqs';

/** Calls seen on a client's middleware stack. */
export type RecordedCalls = {
  /** The API operations called, in the order in which they began. */
  names: string[];
  stop: () => void;
};

/** Records the calls of an SDK client from now on. `before` runs ahead of each call, and may be asynchronous. */
export function recordCalls(
  client: DynamoDBClient | KinesisClient | SQSClient,
  before: (name: string, input: object) => Promise<void> | void = () => undefined,
  after: (name: string) => void = () => undefined,
): RecordedCalls {
  const names: string[] = [];
  const stack = client.middlewareStack as DynamoDBClient['middlewareStack'];
  stack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const name = commandName.replace('Command', '');
        names.push(name);
        await before(name, args.input);
        try {
          return await next(args);
        } finally {
          after(name);
        }
      },
    { step: 'initialize', name: 'recordCalls' },
  );
  return { names, stop: () => void stack.remove('recordCalls') };
}
