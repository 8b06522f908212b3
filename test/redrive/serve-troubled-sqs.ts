import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import {
  type BatchResultErrorEntry,
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { listen, type Listening } from '../embedded/listen.ts';

/** What goes wrong: entries of batches and whole requests, by operation and text, and how long messages are hidden. */
export type Trouble = {
  failing?: (operation: string, entry: string) => boolean;
  refusing?: (operation: string, request: string) => boolean;
  visibilitySeconds?: number;
};

type Batch = { QueueUrl: string; Entries: { Id: string }[] };

/** Serves the SQS of a client, but for some trouble. */
export async function serveTroubledSqs(
  sqs: SQSClient,
  { failing, refusing, visibilitySeconds }: Trouble,
): Promise<Listening> {
  async function answer(operation: string, input: unknown): Promise<object> {
    if (operation === 'ReceiveMessage') {
      const changes = visibilitySeconds === undefined ? {} : { VisibilityTimeout: visibilitySeconds };
      return sqs.send(new ReceiveMessageCommand({ ...(input as { QueueUrl: string }), ...changes }));
    }
    const batch = input as Batch;
    const Failed: BatchResultErrorEntry[] = [];
    const Entries = batch.Entries.filter((entry) => {
      const fails = failing?.(operation, JSON.stringify(entry)) ?? false;
      if (fails) Failed.push({ Id: entry.Id, SenderFault: false, Code: 'InternalError', Message: 'try again' });
      return !fails;
    });
    const done = Entries.length === 0 ? {} : await send(operation, { ...batch, Entries });
    return { ...done, Failed };
  }

  function send(operation: string, batch: Batch): Promise<object> {
    switch (operation) {
      case 'SendMessageBatch':
        return sqs.send(new SendMessageBatchCommand(batch as never));
      case 'DeleteMessageBatch':
        return sqs.send(new DeleteMessageBatchCommand(batch as never));
      case 'ChangeMessageVisibilityBatch':
        return sqs.send(new ChangeMessageVisibilityBatchCommand(batch as never));
      default:
        throw new Error(`no operation of a redrive: ${operation}`);
    }
  }

  return listen(
    createServer((request, response) => {
      const operation = String(request.headers['x-amz-target']).replace('AmazonSQS.', '');
      void text(request)
        .then(async (body) =>
          refusing?.(operation, body)
            ? { status: 400, result: { __type: 'InvalidMessageContents', message: 'refused' } }
            : { status: 200, result: await answer(operation, JSON.parse(body)) },
        )
        .then(({ status, result }) => {
          response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(result));
        });
    }),
  );
}
