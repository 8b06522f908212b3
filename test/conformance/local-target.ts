import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import type { AppSyncApi } from '../../local/appsync/api.ts';
import { createEngine } from '../../local/appsync/create-engine.ts';
import { createInvokeFunction } from '../../local/appsync/invoke-function.ts';
import { readApi } from '../../local/appsync/read-api.ts';
import { serveAppSync } from '../../local/appsync/serve.ts';
import type { Assembly } from '../../local/assembly/assembly.ts';
import { loadAssembly } from '../../local/assembly/load-assembly.ts';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { createGateway } from '../../local/gateway/gateway.ts';
import { createCredentialStore } from '../../local/iam/credential-store.ts';
import { resourceStatements } from '../../local/iam/resource-statements.ts';
import { rolePrincipal } from '../../local/iam/role-principal.ts';
import { createFunctions } from '../../local/lambda/create-functions.ts';
import { listen } from '../../local/listen.ts';
import { ClosedConformanceStack } from './closed/stack.ts';
import { ConformanceStack } from './stack.ts';
import { addressOf, type ApiName, STACKS, type Target } from './target.ts';

const REGION = 'us-east-1';
const ACCOUNT_ID = '000000000000';

const log = (): void => undefined;

/** An API of the suite on the local engine, with its tables and functions. */
export async function localTarget(name: ApiName): Promise<Target> {
  const graphqlServer = createServer();
  const gatewayServer = createServer();
  const graphql = await listen(graphqlServer);
  const gateway = await listen(gatewayServer);
  const gatewayUrl = `http://127.0.0.1:${gateway.port}`;
  const origin = `127.0.0.1:${graphql.port}/graphql`;
  const { assembly, remove } = synthesized(name, {
    region: REGION,
    accountId: ACCOUNT_ID,
    gatewayUrl,
    graphqlUrl: `http://${origin}`,
    realtimeUrl: `ws://${origin}/realtime`,
  });

  const store = createCredentialStore();
  const credentialsFor = (arn: string) => store.issue(rolePrincipal(assembly, arn));
  const user = { arn: `arn:aws:iam::${ACCOUNT_ID}:user/admin`, accountId: ACCOUNT_ID, userId: 'AIDAADMIN' };
  const admin = store.issue({
    ...user,
    context: {},
    statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
  });
  const functions = createFunctions({ assembly, gatewayUrl, credentialsFor, log });
  const dynamodb = await startDynamoDb({
    engine: 'dynalite',
    tables: assembly.resources.filter(({ type }) => type === 'AWS::DynamoDB::Table'),
    region: REGION,
    accountId: ACCOUNT_ID,
  });
  const { serve } = createGateway({
    credentials: store,
    region: REGION,
    routes: { dynamodb: dynamodb.route, lambda: functions.route },
    resourceStatements: (arn) => resourceStatements(assembly, arn),
    openPaths: {},
    log,
  });
  gatewayServer.on('request', serve);
  const address = addressOf(STACKS[name], assembly.outputs);
  const { api, expiredKey } = withExpiredKey(readApi(assembly), assembly);
  const engine = createEngine({ api, endpoint: gatewayUrl, credentialsFor, log });
  const invoke = createInvokeFunction({ endpoint: gatewayUrl, region: REGION, credentials: admin });
  const { invokeFunction } = invoke;
  const appsync = serveAppSync({ engine, api, credentials: store, invokeFunction, log });
  graphqlServer.on('request', (request, response) => appsync.handle(request, response));
  graphqlServer.on('upgrade', appsync.upgrade);
  return {
    ...address,
    ...(expiredKey !== undefined && { expiredKey }),
    credentials: () => Promise.resolve(admin),
    limited: () => Promise.resolve(credentialsFor(assembly.outputs['LimitedRoleArn'] ?? '')),
    async close() {
      await appsync.close();
      await engine.close();
      await functions.close();
      invoke.close();
      await graphql.close();
      await gateway.close();
      await dynamodb.close();
      remove();
    },
  };
}

/** The key that AWS lets expire after a day has done so here. */
function withExpiredKey(api: AppSyncApi, { outputs }: Assembly): { api: AppSyncApi; expiredKey?: string } {
  const { ExpiringApiKey: expiredKey } = outputs;
  if (expiredKey === undefined) return { api };
  const apiKeys = api.apiKeys.map((one) => (one.key === expiredKey ? { ...one, expires: 1 } : one));
  return { api: { ...api, apiKeys }, expiredKey };
}

/** The stack as `cdk synth` gives it, read as the local stack reads its own. Its functions run from what `remove` removes. */
function synthesized(
  name: ApiName,
  environment: Parameters<typeof loadAssembly>[1],
): { assembly: Assembly; remove(): void } {
  const outdir = mkdtempSync(join(tmpdir(), 'appsync-conformance-'));
  const app = new App({ outdir, analyticsReporting: false, builtinCloudFormationValidation: false });
  if (name === 'open') new ConformanceStack(app, STACKS[name]);
  else new ClosedConformanceStack(app, STACKS[name]);
  app.synth();
  return {
    assembly: loadAssembly(outdir, environment),
    remove: () => rmSync(outdir, { recursive: true, force: true }),
  };
}
