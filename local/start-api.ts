import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppSyncApi } from './appsync/api.ts';
import { createInvokeFunction } from './appsync/invoke-function.ts';
import { createEngine } from './appsync/create-engine.ts';
import { serveAppSync } from './appsync/serve.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { OnDecision } from './iam/access-decision.ts';
import type { CredentialStore } from './iam/credential-store.ts';
import { startIssuer } from './issuer/start-issuer.ts';
import type { StackPrincipals } from './stack-principals.ts';

/** An API that is being served. */
export type ServedApi = {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Where the local issuer of tokens is; absent when the API has no user pool. */
  issuerUrl?: string;
  close(): Promise<void>;
};

/** Serves an API with all that it meets on the wire: its tables and functions at the gateway, and an issuer for its user pools. */
export async function startApi(options: {
  api: AppSyncApi;
  region: string;
  gatewayUrl: string;
  /** The gateway itself, which is in this process. */
  gateway: Gateway;
  principals: StackPrincipals;
  credentials: CredentialStore;
  log(line: string): void;
  onDecision?: OnDecision | undefined;
}): Promise<ServedApi> {
  const { api, region, gatewayUrl, gateway, principals, credentials, log, onDecision } = options;
  const telling = { log, ...(onDecision && { onDecision }) };
  const userPoolIds = api.providers.flatMap((provider) =>
    provider.mode === 'AMAZON_COGNITO_USER_POOLS' ? [provider.userPoolId] : [],
  );
  const issuer = userPoolIds.length > 0 ? await startIssuer({ userPoolIds }) : undefined;
  const invoke = createInvokeFunction({ endpoint: gatewayUrl, region, credentials: principals.appsync(api.arn) });
  const engine = createEngine({
    api,
    endpoint: gatewayUrl,
    callAws: gateway.call,
    credentialsFor: principals.role,
    ...telling,
  });
  const served = serveAppSync({
    engine,
    api,
    credentials,
    invokeFunction: invoke.invokeFunction,
    ...(issuer && { jwksUrlOf: issuer.jwksUrlOf }),
    ...telling,
  });
  return {
    handle: served.handle,
    upgrade: served.upgrade,
    ...(issuer && { issuerUrl: issuer.url }),
    async close() {
      await served.close();
      await engine.close();
      invoke.close();
      await issuer?.close();
    },
  };
}
