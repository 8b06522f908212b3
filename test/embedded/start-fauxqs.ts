import { SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs as start } from 'fauxqs';
import type { FauxqsServer } from 'fauxqs';
import { awsClientConfig } from './aws-client-config.ts';

/** An SQS, and a client of it. */
export type EmbeddedSqs = {
  url: string;
  server: FauxqsServer;
  client: SQSClient;
  /** Returns the queue's URL. */
  createQueue: (name: string) => string;
  close: () => Promise<void>;
};

/** Starts fauxqs on a free port. */
export async function startFauxqs(): Promise<EmbeddedSqs> {
  const server = await start({ port: 0, host: '127.0.0.1', logger: false });
  const url = `http://127.0.0.1:${server.port}`;
  const client = new SQSClient(awsClientConfig(url));
  return {
    url,
    server,
    client,
    createQueue: (name) => server.createQueue(name).queueUrl,
    async close() {
      client.destroy();
      await server.stop();
    },
  };
}
