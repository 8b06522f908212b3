import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Credentials } from './iam/principal.ts';

/** What outside programs need to use a running local stack. All the addresses are loopback. */
export type Outputs = {
  region: string;
  accountId: string;
  graphqlUrl: string;
  realtimeUrl: string;
  apiId: string;
  /** Absent where the API takes none. */
  apiKey?: string;
  dashboardUrl: string;
  graphiqlUrl: string;
  /** Where tokens of the user pool and of the OpenID Connect issuer are to be had; absent where the API takes none. */
  issuerUrl?: string;
  endpoints: Record<
    'eventbridge' | 'dynamodb' | 'kinesis' | 'sqs' | 's3' | 'lambda' | 'mediaconvert' | 'appsync',
    string
  >;
  resources: {
    jobTable: string;
    jobDetailTable: string;
    jobTagTable: string;
    eventTable: string;
    /** Stream names; null where the stack has no streams. */
    eventStream: string | null;
    jobStream: string | null;
    metricStream: string | null;
    eventQueueUrl: string;
    deadLetterQueueUrl: string;
    analysisQueueUrl: string;
    analysisDeadLetterQueueUrl: string;
    undeliveredEventQueueUrl: string;
    /** Function names; absent where the stack does not name them. */
    analyzerFunction?: string;
    reconcilerFunction?: string;
    /** The user pool whose tokens are taken, and the client of the stack's own; absent where there is none. */
    userPoolId?: string;
    userPoolClientId?: string;
  };
  credentials: Record<'admin' | 'collector' | 'consumer' | 'none', Credentials>;
};

/**
 * Writes the outputs for their owner's eyes only: they hold keys. The function that it resolves to removes them, unless
 * another stack has put its own in their place.
 */
export async function writeOutputs(file: string, outputs: Outputs): Promise<() => Promise<void>> {
  const text = `${JSON.stringify(outputs, null, 2)}\n`;
  await mkdir(dirname(file), { recursive: true });
  // A file that is there already would keep its mode, whoever may read it.
  const fresh = `${file}.${process.pid}`;
  await writeFile(fresh, text, { mode: 0o600 });
  await rename(fresh, file);
  return async () => {
    const current = await readFile(file, 'utf8').catch(() => null);
    if (current === text) await rm(file, { force: true });
  };
}
