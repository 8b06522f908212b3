import type { CredentialStore } from '../../iam/credential-store.ts';
import type { Principal } from '../../iam/principal.ts';
import { verifySignature } from '../../iam/verify-signature.ts';
import type { AppSyncApi } from '../api.ts';
import type { AuthMode, Caller, IamIdentity } from '../caller.ts';
import { type AuthorizationFault, NOT_AUTHENTICATED } from './authorization-fault.ts';
import type { SignedForm } from './signed-forms.ts';

/** What there is to tell who a caller is. Header names in lower case. */
export type Credentialed = {
  /** The headers that authorize: an HTTP request's own, or an authorization object's. */
  headers: Record<string, string>;
  /** The headers that resolvers see, when they are more than those. */
  contextHeaders?: Record<string, string>;
  /** What an IAM signature has to cover. */
  signed: SignedForm;
  sourceIp: string;
};

/** Finds out who a caller is, or the fault to answer with. */
export type Authenticate = (request: Credentialed) => Promise<{ caller: Caller } | { fault: AuthorizationFault }>;

/**
 * Authenticates callers of an API. The headers decide the mode: a Signature Version 4 `authorization` is IAM, whatever else there is;
 * then `x-api-key`. A mode that the API does not have lets nobody in. The reason of a fault goes to the log alone.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 */
export function createAuthenticate(options: {
  api: AppSyncApi;
  credentials: CredentialStore;
  log: (line: string) => void;
  /** @default the clock */
  now?: () => Date;
}): Authenticate {
  const { api, credentials, log, now = () => new Date() } = options;
  const modes = new Set<AuthMode>(api.providers.map(({ mode }) => mode));

  return async ({ headers, contextHeaders = headers, signed, sourceIp }) => {
    const turnAway = (reason: string): { fault: AuthorizationFault } => {
      log(`AppSync: a caller is not authorized: ${reason}`);
      return { fault: NOT_AUTHENTICATED };
    };
    if (headers['authorization']?.startsWith('AWS4-HMAC-SHA256')) {
      if (!modes.has('AWS_IAM')) return turnAway('the API does not take IAM signatures');
      const signer = await verifySigner(api, credentials, now, headers, signed);
      if ('reason' in signer) return turnAway(signer.reason);
      const { principal } = signer;
      return {
        caller: { mode: 'AWS_IAM', identity: iamIdentity(principal, sourceIp), principal, headers: contextHeaders },
      };
    }
    const key = headers['x-api-key'];
    if (key === undefined) return turnAway('it has neither an API key nor a Signature Version 4');
    if (!modes.has('API_KEY')) return turnAway('the API does not take API keys');
    const known = api.apiKeys.find((apiKey) => apiKey.key === key);
    if (known === undefined) return turnAway('its API key is not one of this API');
    if (known.expires * 1000 <= now().getTime()) return turnAway('its API key has expired');
    return { caller: { mode: 'API_KEY', identity: null, principal: null, headers: contextHeaders } };
  };
}

/** Who signed, for service `appsync` in the API's region. A signer may have left the port out of `host`. */
async function verifySigner(
  api: AppSyncApi,
  credentials: CredentialStore,
  now: () => Date,
  headers: Record<string, string>,
  signed: SignedForm,
): Promise<{ principal: Principal } | { reason: string }> {
  const verify = (host: Record<string, string>) =>
    verifySignature({ ...signed, headers: { ...headers, ...host } }, credentials, now);
  const withoutPort = headers['host']?.replace(/:\d+$/, '');
  let verification = await verify({});
  if (!verification.ok && verification.fault === 'MISMATCH' && withoutPort !== headers['host']) {
    verification = await verify({ host: withoutPort ?? '' });
  }
  if (!verification.ok) return { reason: verification.message };
  const region = api.arn.split(':')[3];
  if (verification.service !== 'appsync' || verification.region !== region) {
    const { service } = verification;
    return { reason: `its signature is for ${service} in ${verification.region}, not appsync in ${region ?? '?'}` };
  }
  return { principal: verification.principal };
}

function iamIdentity(principal: Principal, sourceIp: string): IamIdentity {
  return {
    accountId: principal.accountId,
    cognitoIdentityPoolId: null,
    cognitoIdentityId: null,
    sourceIp: [sourceIp],
    username: principal.userId,
    userArn: principal.arn,
    cognitoIdentityAuthType: null,
    cognitoIdentityAuthProvider: null,
  };
}
