import { AppSyncClient, EvaluateCodeCommand, type EvaluateCodeCommandOutput } from '@aws-sdk/client-appsync';
import { controlRoute } from '../../../local/appsync/control/control-route.ts';
import { createRuntime } from '../../../local/appsync/runtime/create-runtime.ts';
import { serveGateway } from '../../local/gateway/serve-gateway.ts';
import type { RuntimeCase } from './runtime-case.ts';

/** `EvaluateCode`, of this machine or of AWS. */
export type Evaluator = {
  evaluate(one: RuntimeCase): Promise<EvaluateCodeCommandOutput>;
  close(): Promise<void>;
};

/** Whether AWS is asked: in the region, and with the credentials, that the SDK finds by itself. */
export const REMOTE = process.env['REMOTE'] === '1';

/** Opens AWS's when `REMOTE` is 1, else a gateway's of its own. */
export const openEvaluator = (): Promise<Evaluator> => (REMOTE ? openRemote() : openLocal());

function openRemote(): Promise<Evaluator> {
  // AWS limits the rate of EvaluateCode without telling it: the client finds it out, and keeps to it.
  const client = new AppSyncClient({ retryMode: 'adaptive', maxAttempts: 10 });
  return Promise.resolve({
    evaluate: (one) => client.send(commandOf(one)),
    close() {
      client.destroy();
      return Promise.resolve();
    },
  });
}

async function openLocal(): Promise<Evaluator> {
  const runtime = createRuntime({ log: () => undefined, timeoutMs: 1000 });
  const gateway = await serveGateway(() => ({
    appsync: controlRoute({
      api: {
        apiId: 'conformance',
        name: 'conformance',
        arn: 'arn:aws:appsync:us-east-1:000000000000:apis/conformance',
        schema: 'type Query { field: String }',
        providers: [{ mode: 'API_KEY' }],
        apiKeys: [],
        environment: {},
        introspection: true,
        queryDepthLimit: 0,
        resolverCountLimit: 0,
        dataSources: [],
        resolvers: [],
        functions: [],
      },
      graphqlUrl: 'http://127.0.0.1/graphql',
      realtimeUrl: 'ws://127.0.0.1/graphql/realtime',
      runtime,
    }),
  }));
  const client = new AppSyncClient(gateway.client(gateway.admin));
  return {
    evaluate: (one) => client.send(commandOf(one)),
    async close() {
      client.destroy();
      await gateway.close();
      await runtime.close();
    },
  };
}

const commandOf = ({ code, context = {}, function: handler = 'request' }: RuntimeCase): EvaluateCodeCommand =>
  new EvaluateCodeCommand({
    runtime: { name: 'APPSYNC_JS', runtimeVersion: '1.0.0' },
    code,
    context: JSON.stringify(context),
    function: handler,
  });
