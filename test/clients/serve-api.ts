import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { AppSyncApi, Resolver } from '../../local/appsync/api.ts';
import { createEngine } from '../../local/appsync/create-engine.ts';
import { serveAppSync } from '../../local/appsync/serve.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import type { Credentials, Principal, Statement } from '../../local/iam/principal.ts';
import { issueServerCertificate } from '../../local/tls/certificates.ts';
import { openLocalCa } from '../../local/tls/open-local-ca.ts';
import { serveTls } from '../../local/tls/serve-tls.ts';

const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
const ARN = `arn:aws:appsync:${REGION}:${ACCOUNT}:apis/clients`;
const API_KEY = 'da2-abcdefghijklmnopqrstuvwxyz';

const SCHEMA = /* GraphQL */ `
  type Query {
    greeting(name: String!): String @aws_api_key @aws_iam
  }
  type Mutation {
    publish(jobId: ID!, percent: Int!): Progress @aws_iam
  }
  type Subscription {
    onPublish(jobId: ID!): Progress @aws_subscribe(mutations: ["publish"]) @aws_api_key @aws_iam
  }
  type Progress @aws_api_key @aws_iam {
    jobId: ID!
    percent: Int!
  }
`;

const unit = (typeName: string, fieldName: string, payload: string): Resolver => ({
  typeName,
  fieldName,
  kind: 'UNIT',
  dataSource: 'None',
  code: `
    export function request(ctx) { return { payload: ${payload} }; }
    export function response(ctx) { return ctx.result; }`,
});

const API: AppSyncApi = {
  apiId: 'clients',
  name: 'clients',
  arn: ARN,
  schema: SCHEMA,
  providers: [{ mode: 'API_KEY' }, { mode: 'AWS_IAM' }],
  apiKeys: [{ key: API_KEY, expires: 4_000_000_000 }],
  environment: {},
  introspection: true,
  queryDepthLimit: 0,
  resolverCountLimit: 10_000,
  dataSources: [{ name: 'None', type: 'NONE' }],
  resolvers: [unit('Query', 'greeting', '`Hello, ${ctx.args.name}`'), unit('Mutation', 'publish', 'ctx.args')],
  functions: [],
};

/** An API in which an API key may ask and subscribe and only IAM may publish; plain and over TLS, on one port for its whole life. */
export type ServedApi = {
  region: string;
  port: number;
  /** The certificate authority's certificate, as PEM and as a file. */
  ca: { certificate: string; certificateFile: string };
  apiKey: string;
  /** Keys that policies allow to ask and subscribe, but not to publish. */
  watcher: Credentials;
  /** Runs `publish`, signed by one who may. @throws Error with the answer when it has errors */
  publish(jobId: string, percent: number): Promise<void>;
  /** Stops the server and everything that was connected, and starts it anew on the same port. */
  restart(): Promise<void>;
  close(): Promise<void>;
};

export async function serveApi(log: (line: string) => void = () => undefined): Promise<ServedApi> {
  const directory = await mkdtemp(join(tmpdir(), 'appsync-clients-'));
  const ca = await openLocalCa(join(directory, 'ca'));
  const certificate = await issueServerCertificate(ca);
  const store = createCredentialStore();
  const watcher = store.issue(principal('watcher', allow('Query/*', 'Subscription/*')));
  const publisher = store.issue(principal('publisher', allow('Mutation/fields/publish')));
  let served = await serve(0);
  const { port } = served;

  async function serve(wanted: number) {
    const options = { api: API, credentials: store, log };
    const engine = createEngine({
      ...options,
      endpoint: 'http://127.0.0.1:1',
      credentialsFor: (role) => {
        throw new Error(`no data source needs a role, but ${role} was asked for`);
      },
    });
    const appsync = serveAppSync({ ...options, engine });
    const server = createServer((request, response) => appsync.handle(request, response));
    server.on('upgrade', (request, socket, head) => appsync.upgrade(request, socket, head));
    const tls = serveTls(server, { ...certificate, onRefused: () => log('a client refused the certificate') });
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    return {
      port: (server.address() as AddressInfo).port,
      async close() {
        const closed = once(server, 'close');
        server.close();
        await appsync.close();
        await tls.close();
        await closed;
        await engine.close();
      },
    };
  }

  return {
    region: REGION,
    port,
    ca,
    apiKey: API_KEY,
    watcher,
    publish: (jobId, percent) => publish(`127.0.0.1:${port}`, publisher, { jobId, percent }),
    async restart() {
      await served.close();
      served = await serve(port);
    },
    async close() {
      await served.close();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

function principal(role: string, statements: Statement[]): Principal {
  return {
    arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/local`,
    accountId: ACCOUNT,
    userId: `AROA${role.toUpperCase()}:local`,
    context: {},
    statements,
  };
}

const allow = (...fields: string[]): Statement[] => [
  { Effect: 'Allow', Action: 'appsync:GraphQL', Resource: fields.map((field) => `${ARN}/types/${field}`) },
];

async function publish(host: string, credentials: Credentials, variables: Record<string, unknown>): Promise<void> {
  const signer = new SignatureV4({ credentials, service: 'appsync', region: REGION, sha256: Sha256 });
  const query =
    'mutation Publish($jobId: ID!, $percent: Int!) { publish(jobId: $jobId, percent: $percent) { jobId percent } }';
  const body = JSON.stringify({ query, variables });
  const headers = { host, 'content-type': 'application/json' };
  const request = { method: 'POST', protocol: 'http:', hostname: host, path: '/graphql', query: {}, headers, body };
  const signed = await signer.sign(request);
  const response = await fetch(`http://${host}/graphql`, { method: 'POST', headers: signed.headers, body });
  const answer = await response.text();
  if (!response.ok || answer.includes('"errors"')) throw new Error(`${response.status} ${answer}`);
}
