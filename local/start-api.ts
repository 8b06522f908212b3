import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { AppSyncApi } from './appsync/api.ts';
import { createInvokeFunction } from './appsync/invoke-function.ts';
import { createEngine } from './appsync/create-engine.ts';
import { keptPageTokenKey } from './appsync/data-sources/dynamodb/page-token-key.ts';
import { serveAppSync } from './appsync/serve.ts';
import type { Gateway } from './gateway/gateway.ts';
import type { OnDecision } from './iam/access-decision.ts';
import type { CredentialStore } from './iam/credential-store.ts';
import { type Issuer, startIssuer } from './issuer/start-issuer.ts';
import type { StackPrincipals } from './stack-principals.ts';

/** An API that is being served. */
export type ServedApi = {
  handle(request: IncomingMessage, response: ServerResponse): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Where the local issuer of tokens is; absent when the API takes none. */
  issuerUrl?: string;
  close(): Promise<void>;
};

/** Serves an API with all that it meets on the wire: its tables and functions at the gateway, and an issuer in the place of its user pools and OpenID Connect issuers. */
export async function startApi(options: {
  api: AppSyncApi;
  region: string;
  gatewayUrl: string;
  /** The gateway itself, which is in this process. */
  gateway: Gateway;
  principals: StackPrincipals;
  credentials: CredentialStore;
  /** Where the key of pagination tokens is kept. @default in this process alone */
  pageTokenKeyFile?: string | undefined;
  log(line: string): void;
  onDecision?: OnDecision | undefined;
}): Promise<ServedApi> {
  const { api, region, gatewayUrl, gateway, principals, credentials, pageTokenKeyFile, log, onDecision } = options;
  const telling = { log, ...(onDecision && { onDecision }) };
  const issuer = await startIssuerOf(api);
  const invoke = createInvokeFunction({ endpoint: gatewayUrl, region, credentials: principals.appsync(api.arn) });
  const engine = createEngine({
    api,
    endpoint: gatewayUrl,
    callAws: gateway.call,
    credentialsFor: principals.role,
    ...(pageTokenKeyFile !== undefined && { pageTokenKey: keptPageTokenKey(pageTokenKeyFile) }),
    ...telling,
  });
  const served = serveAppSync({
    engine,
    api,
    credentials,
    invokeFunction: invoke.invokeFunction,
    ...(issuer && { jwksUrlOf: issuer.jwksUrlOf, openIdUrlOf: issuer.openIdUrlOf }),
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

/** Nothing of it needs a network: it has keys of its own, under the names of those that the API trusts. */
async function startIssuerOf({ providers }: AppSyncApi): Promise<Issuer | undefined> {
  const userPoolIds = providers.flatMap((provider) =>
    provider.mode === 'AMAZON_COGNITO_USER_POOLS' ? [provider.userPoolId] : [],
  );
  const issuers = providers.flatMap((provider) => {
    if (provider.mode !== 'OPENID_CONNECT') return [];
    // The expression is a client's id, or lists some; of others the client must be named by whoever asks for tokens.
    const clientId = provider.clientId?.split('|')[0];
    return [{ issuer: provider.issuer, ...(clientId !== undefined && { clientId }) }];
  });
  return userPoolIds.length + issuers.length > 0 ? startIssuer({ userPoolIds, issuers }) : undefined;
}
