import type { CredentialStore } from '../../iam/credential-store.ts';
import type { ApiKey, AppSyncApi, AuthProvider } from '../api.ts';
import type { AuthMode, Caller } from '../caller.ts';
import { printable } from '../printable.ts';
import { type AuthorizationFault, NOT_AUTHENTICATED } from './authorization-fault.ts';
import { createTokenAuthentication, type TokenSources } from './authenticate-token.ts';
import type { Credentialed, Outcome } from './credentialed.ts';
import { iamIdentity, verifySigner } from './verify-signer.ts';

/** Finds out who a caller is, or the fault to answer with. */
export type Authenticate = (request: Credentialed) => Promise<{ caller: Caller } | { fault: AuthorizationFault }>;

/**
 * Authenticates callers of an API. The headers decide the mode: a Signature Version 4 `authorization` is IAM, whatever else there is;
 * then `x-api-key`; then any other `authorization` is a token. A header counts for the modes that the API has: AppSync was seen to take
 * a signature for a token where there was no IAM. The reason of a fault goes to the log alone, without the key or the token.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html
 *
 * @throws Error when the API has a Lambda authorizer and nothing is given to invoke it with
 */
export function createAuthenticate(
  options: {
    api: AppSyncApi;
    credentials: CredentialStore;
    log: (line: string) => void;
    /** @default the clock */
    now?: () => Date;
  } & TokenSources,
): Authenticate {
  const { api, credentials, log, now = () => new Date() } = options;
  const modes = new Set<AuthMode>(api.providers.map(({ mode }) => mode));
  const authenticateToken = createTokenAuthentication({ ...options, now });

  const identify = async (request: Credentialed): Promise<Outcome> => {
    const { headers, signed, sourceIp } = request;
    const { authorization } = headers;
    if (modes.has('AWS_IAM') && authorization?.startsWith('AWS4-HMAC-SHA256')) {
      const signer = await verifySigner(api, credentials, now, headers, signed);
      if ('reason' in signer) return { fault: NOT_AUTHENTICATED, ...signer };
      const { principal } = signer;
      return { caller: { mode: 'AWS_IAM', identity: iamIdentity(principal, sourceIp), principal } };
    }
    const key = headers['x-api-key'];
    if (modes.has('API_KEY') && key !== undefined) return holderOf(key, api.apiKeys, now());
    if (api.providers.some(takesTokens)) return authenticateToken(authorization?.trim() ?? '', request);
    const given = [authorization && 'authorization', key && 'x-api-key'].filter(Boolean).join(' and ');
    const wanted = [...modes].join(' and ');
    return { fault: NOT_AUTHENTICATED, reason: `it comes with ${given || 'nothing'}, and the API takes ${wanted}` };
  };

  return async (request) => {
    const outcome = await identify(request);
    if ('fault' in outcome) {
      log(`AppSync: a caller is not authorized: ${printable(outcome.reason)}`);
      return { fault: outcome.fault };
    }
    return { caller: { ...outcome.caller, headers: request.contextHeaders ?? request.headers } };
  };
}

const takesTokens = ({ mode }: AuthProvider): boolean => mode !== 'API_KEY' && mode !== 'AWS_IAM';

function holderOf(key: string, keys: ApiKey[], now: Date): Outcome {
  const known = keys.find((apiKey) => apiKey.key === key);
  if (known === undefined) return { fault: NOT_AUTHENTICATED, reason: 'its API key is not one of this API' };
  if (known.expires * 1000 <= now.getTime()) return { fault: NOT_AUTHENTICATED, reason: 'its API key has expired' };
  return { caller: { mode: 'API_KEY', identity: null, principal: null } };
}
