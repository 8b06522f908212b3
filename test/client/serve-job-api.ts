import { createServer } from 'node:http';
import { parseEvent } from '../../functions/collector/event/parse-event.ts';
import { jobProgress } from '../../functions/collector/publish/job-progress.ts';
import { publishProgress } from '../../functions/collector/publish/publish-progress.ts';
import type { JobRecord } from '../../functions/collector/job/job-record.ts';
import { createJobCache } from '../../functions/collector/store/job-cache.ts';
import { saveJob } from '../../functions/collector/store/save-job.ts';
import { createEngine } from '../../local/appsync/create-engine.ts';
import { serveAppSync } from '../../local/appsync/serve.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import type { Credentials, Statement } from '../../local/iam/principal.ts';
import { listen } from '../../local/listen.ts';
import type { KeyedCertificate } from '../../local/tls/certificates.ts';
import { serveTls } from '../../local/tls/serve-tls.ts';
import type { JobProgressInput } from '../../schema/generated/graphql.ts';
import { apiOfSources } from '../resolvers/api-of-sources.ts';
import { startTables, TABLES } from '../resolvers/start-tables.ts';

const REGION = 'us-east-1';
const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';

/** The project's API in the local engine, with the collector's own code to store and publish. */
export type JobApi = {
  graphqlUrl: string;
  region: string;
  apiKey: string;
  /** Keys that may ask and subscribe with IAM. */
  watcher: Credentials;
  /**
   * Has the collector take an event as EventBridge delivers it: it stores the job's state, then publishes it until it succeeds, as the queue has it do.
   * Resolves to the version published.
   */
  take(event: object): Promise<number>;
  /** Publishes a state again that `take` published first, as a redelivered message has the collector do. */
  repeat(jobId: string, version: number): Promise<void>;
  /** As `take`, but nobody is told: what a client that was away has missed. */
  miss(event: object): Promise<void>;
  /** Stops the server and everything that was connected, and starts it anew on the same port. What is stored stays. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

/** How the API is served. */
export type JobApiOptions = {
  /** How often its WebSockets say that they are alive. @default 60,000 */
  keepAliveIntervalMs?: number;
  /** Serves TLS too, on the same port. @default plain HTTP alone */
  certificate?: KeyedCertificate;
};

/** Serves the API. */
export async function serveJobApi({ keepAliveIntervalMs = 60_000, certificate }: JobApiOptions = {}): Promise<JobApi> {
  const api = { ...apiOfSources(), apiKeys: [{ key: API_KEY, expires: 4_000_000_000 }] };
  const tables = await startTables();
  const credentials = createCredentialStore();
  const issue = (userId: string, ...fields: string[]): Credentials => {
    const Resource = fields.map((field) => `${api.arn}/types/${field}`);
    const statements: Statement[] = [{ Effect: 'Allow', Action: 'appsync:GraphQL', Resource }];
    const arn = `arn:aws:sts::000000000000:assumed-role/${userId}/test`;
    return credentials.issue({ arn, accountId: '000000000000', userId, context: {}, statements });
  };
  const publisher = issue('publisher', 'Mutation/fields/publishJobProgress');
  const store = { client: tables.client, table: TABLES.jobTable, cache: createJobCache(100) };

  const serve = async (wanted: number) => {
    const log = (): void => undefined;
    const engine = createEngine({
      api,
      endpoint: tables.endpoint,
      credentialsFor: () => ({ accessKeyId: 'test', secretAccessKey: 'test' }),
      log,
    });
    const appsync = serveAppSync({ engine, api, credentials, keepAliveIntervalMs, closeTimeoutMs: 20, log });
    const server = createServer(appsync.handle);
    server.on('upgrade', appsync.upgrade);
    const tls = certificate && serveTls(server, { ...certificate, onRefused: log });
    const { port, close } = await listen(server, wanted);
    return {
      port,
      async close() {
        const closed = close();
        await appsync.close();
        await tls?.close();
        await closed;
        await engine.close();
      },
    };
  };
  const save = async (event: object): Promise<JobRecord> => {
    const parsed = parseEvent(JSON.stringify(event));
    if ('poison' in parsed) throw new Error(parsed.poison);
    const receipt = { receivedAt: Date.now(), keepSeconds: 3600 };
    return (await saveJob(store, { jobId: parsed.event.jobId, events: [parsed.event] }, receipt)).record;
  };
  const published = new Map<string, JobProgressInput>();
  const publish = async (progress: JobProgressInput): Promise<void> => {
    const target = { url: graphqlUrl, region: REGION, credentials: publisher, timeoutMs: 5_000 };
    for (;;) {
      try {
        await publishProgress(target, progress);
        return;
      } catch (cause) {
        // A server that restarts does not answer; anything else is a fault of the test.
        if (!(cause instanceof TypeError)) throw cause;
      }
    }
  };
  let served = await serve(0);
  const { port } = served;
  const graphqlUrl = `http://127.0.0.1:${port}/graphql`;

  return {
    graphqlUrl,
    region: REGION,
    apiKey: API_KEY,
    watcher: issue('watcher', 'Query/*', 'Subscription/*'),
    async repeat(jobId, version) {
      const progress = published.get(`${jobId} ${version}`);
      if (progress === undefined) throw new Error(`version ${version} of ${jobId} was not published`);
      await publish(progress);
    },
    async miss(event) {
      await save(event);
    },
    async take(event) {
      const record = await save(event);
      const progress = jobProgress(record, Date.now());
      published.set(`${record.id} ${record.version}`, progress);
      await publish(progress);
      return record.version;
    },
    async restart() {
      await served.close();
      served = await serve(port);
    },
    async close() {
      await served.close();
      await tables.close();
    },
  };
}
