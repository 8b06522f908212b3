import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppSyncClient } from '@aws-sdk/client-appsync';
import { App } from 'aws-cdk-lib';
import { createEngine } from '../../local/appsync/create-engine.ts';
import { readApi } from '../../local/appsync/read-api.ts';
import { serveAppSync } from '../../local/appsync/serve.ts';
import { loadAssembly } from '../../local/assembly/load-assembly.ts';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import { rolePrincipal } from '../../local/iam/role-principal.ts';
import { listen } from '../../local/listen.ts';
import { CONFORMANCE_STACK, ConformanceStack } from './stack.ts';

/** The conformance API, served: where the cases of the suite are sent. */
export type Target = {
  graphqlUrl: string;
  realtimeUrl: string;
  apiKey: string;
  region: string;
  /** Of a caller whom IAM lets have every field. */
  credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
  /** Whether this is AWS itself. */
  isRemote: boolean;
  close(): Promise<void>;
};

/** What the local engine is served with; AWS has it its own way. */
export type LocalTarget = Pick<Parameters<typeof serveAppSync>[0], 'keepAliveIntervalMs' | 'maxConnectionMs'> & {
  log?: (line: string) => void;
};

const REGION = 'us-east-1';
const ACCOUNT_ID = '000000000000';

/**
 * The local engine serving the synthesized stack, or with `REMOTE=1` in the environment the stack as it is deployed, read from the file
 * that `cdk deploy --outputs-file` wrote and `CONFORMANCE_OUTPUTS` names; credentials are then found as every AWS SDK finds them.
 *
 * @throws Error when the file does not hold the stack's outputs
 */
export function openTarget(local: LocalTarget = {}): Promise<Target> {
  return process.env['REMOTE'] === '1' ? Promise.resolve(remoteTarget()) : localTarget(local);
}

function remoteTarget(): Target {
  const file = process.env['CONFORMANCE_OUTPUTS'];
  if (file === undefined)
    throw new Error('CONFORMANCE_OUTPUTS must name the file that cdk deploy --outputs-file wrote');
  const { [CONFORMANCE_STACK]: outputs } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  if (outputs === undefined) throw new Error(`${file}: no outputs of the stack ${CONFORMANCE_STACK}`);
  const address = addressOf(outputs);
  return {
    ...address,
    credentials: new AppSyncClient({ region: address.region }).config.credentials,
    isRemote: true,
    close: () => Promise.resolve(),
  };
}

function addressOf(outputs: Record<string, string>): Pick<Target, 'graphqlUrl' | 'realtimeUrl' | 'apiKey' | 'region'> {
  const read = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`${CONFORMANCE_STACK}: no output ${name}`);
    return value;
  };
  return {
    graphqlUrl: read('GraphQLUrl'),
    realtimeUrl: read('RealtimeUrl'),
    apiKey: read('ApiKey'),
    region: read('Region'),
  };
}

async function localTarget({ log = () => undefined, ...realtime }: LocalTarget): Promise<Target> {
  const graphqlServer = createServer();
  const gatewayServer = createServer();
  const graphql = await listen(graphqlServer);
  const gateway = await listen(gatewayServer);
  const gatewayUrl = `http://127.0.0.1:${gateway.port}`;
  const origin = `127.0.0.1:${graphql.port}/graphql`;
  const assembly = synthesized({
    region: REGION,
    accountId: ACCOUNT_ID,
    gatewayUrl,
    graphqlUrl: `http://${origin}`,
    realtimeUrl: `ws://${origin}/realtime`,
  });

  const store = createCredentialStore();
  const dynamodb = await startDynamoDb({
    engine: 'dynalite',
    tables: assembly.resources.filter(({ type }) => type === 'AWS::DynamoDB::Table'),
    region: REGION,
    accountId: ACCOUNT_ID,
  });
  const { serve } = createGateway({
    credentials: store,
    routes: { dynamodb: dynamodb.route },
    resourceStatements: () => [],
    openPaths: {},
    log,
  });
  gatewayServer.on('request', serve);
  const api = readApi(assembly);
  const engine = createEngine({
    api,
    endpoint: gatewayUrl,
    credentialsFor: (arn) => store.issue(rolePrincipal(assembly, arn)),
    log,
  });
  const appsync = serveAppSync({ engine, api, credentials: store, log, ...realtime });
  graphqlServer.on('request', (request, response) => appsync.handle(request, response));
  graphqlServer.on('upgrade', appsync.upgrade);
  const admin = store.issue({
    arn: `arn:aws:iam::${ACCOUNT_ID}:user/admin`,
    accountId: ACCOUNT_ID,
    userId: 'AIDAADMIN',
    context: {},
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  return {
    ...addressOf(assembly.outputs),
    credentials: () => Promise.resolve(admin),
    isRemote: false,
    async close() {
      await appsync.close();
      await engine.close();
      await graphql.close();
      await gateway.close();
      await dynamodb.close();
    },
  };
}

/** The stack as `cdk synth` gives it, read as the local stack reads its own. */
function synthesized(environment: Parameters<typeof loadAssembly>[1]): ReturnType<typeof loadAssembly> {
  const outdir = mkdtempSync(join(tmpdir(), 'appsync-conformance-'));
  try {
    const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
    new ConformanceStack(app, CONFORMANCE_STACK);
    app.synth();
    return loadAssembly(outdir, environment);
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
