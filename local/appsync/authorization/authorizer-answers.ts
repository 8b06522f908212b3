import { randomUUID } from 'node:crypto';
import { isJsonObject, parseJson } from '../../json.ts';
import type { AppSyncApi, AuthProvider } from '../api.ts';
import type { InvokeFunction } from '../invoke-function.ts';
import type { Credentialed } from './credentialed.ts';
import { matchesWhole } from './verify-token.ts';

/** The Lambda authorizer of an API. */
export type Authorizer = Extract<AuthProvider, { mode: 'AWS_LAMBDA' }>;

/** What an authorizer says of a token. `failed`: it could not be asked. */
export type AuthorizerAnswer =
  { resolverContext: Record<string, unknown>; deniedFields: string[] } | { reason: string; failed?: true };

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/security-authz.html#aws-lambda-authorization */
const MAX_TOKEN_LENGTH = 2048;
const MAX_CONTEXT_BYTES = 5 * 1024 * 1024;
const MAX_TTL_SECONDS = 3600;
/** How many answers are kept: whoever makes up tokens could have refusals fill the memory. */
const MAX_KEPT = 1000;

/**
 * Asks an API's authorizer about tokens. An answer is kept for `ttlOverride` seconds, or else the provider's, and is good for every
 * operation of that token: AWS keeps it by the token alone. UNSURE: a refusal is kept just so; what could not be asked is not.
 * UNSURE: a `resolverContext` may have objects in it, which AWS says it does not support, and not what it does then.
 */
export function createAuthorizerAnswers(
  api: AppSyncApi,
  { authorizerUri, resultTtlSeconds, identityValidationExpression }: Authorizer,
  options: { invokeFunction: InvokeFunction; timeoutMs: number; now: () => Date },
): (token: string, request: Credentialed) => Promise<AuthorizerAnswer> {
  const { invokeFunction, timeoutMs, now } = options;
  const kept = new Map<string, { answer: AuthorizerAnswer; untilMs: number }>();

  const keep = (token: string, answer: AuthorizerAnswer, seconds: number): void => {
    kept.delete(token);
    if (seconds <= 0) return;
    const [oldest] = kept.keys();
    if (oldest !== undefined && kept.size >= MAX_KEPT) kept.delete(oldest);
    kept.set(token, { answer, untilMs: now().getTime() + Math.min(seconds, MAX_TTL_SECONDS) * 1000 });
  };

  return async (token, request) => {
    if (token.length > MAX_TOKEN_LENGTH) return { reason: `its token is longer than ${MAX_TOKEN_LENGTH} characters` };
    if (identityValidationExpression !== undefined && !matchesWhole(identityValidationExpression, token)) {
      return { reason: 'its token does not match the identityValidationExpression' };
    }
    const known = kept.get(token);
    if (known !== undefined && known.untilMs > now().getTime()) return known.answer;
    let text: string;
    try {
      text = await invokeFunction(authorizerUri, authorizerEvent(api, token, request), AbortSignal.timeout(timeoutMs));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      return { reason: `its authorizer could not be asked: ${why}`, failed: true };
    }
    const { answer, ttlOverride } = readAnswer(text);
    keep(token, answer, ttlOverride ?? resultTtlSeconds);
    return answer;
  };
}

/** UNSURE: that a connection, which asks nothing yet, has an empty `queryString` and no `operationName`. */
function authorizerEvent(api: AppSyncApi, authorizationToken: string, { headers, operation }: Credentialed): string {
  const { query = '', operationName, variables } = operation ?? {};
  return JSON.stringify({
    authorizationToken,
    requestContext: {
      apiId: api.apiId,
      accountId: api.arn.split(':')[4],
      requestId: randomUUID(),
      queryString: query,
      operationName,
      variables: variables ?? {},
    },
    requestHeaders: headers,
  });
}

/** UNSURE: an answer of another shape lets nobody in. */
function readAnswer(text: string): { answer: AuthorizerAnswer; ttlOverride?: number } {
  const fields = parseJson(text);
  if (!isJsonObject(fields)) return { answer: { reason: 'its authorizer answered with no object' }, ttlOverride: 0 };
  const { isAuthorized, resolverContext, deniedFields, ttlOverride } = fields;
  const refused = (reason: string): AuthorizerAnswer => ({ reason: `its authorizer ${reason}` });
  const isContext = resolverContext === undefined || resolverContext === null || isJsonObject(resolverContext);
  const isList =
    deniedFields === undefined ||
    deniedFields === null ||
    (Array.isArray(deniedFields) && deniedFields.every((field) => typeof field === 'string'));
  const read = (): AuthorizerAnswer => {
    if (typeof isAuthorized !== 'boolean') return refused('answered without isAuthorized');
    if (!isContext) return refused('answered with a resolverContext that is no object');
    if (!isList) return refused('answered with deniedFields that are no list of text');
    if (!isAuthorized) return refused('says no');
    if (Buffer.byteLength(JSON.stringify(resolverContext ?? {})) > MAX_CONTEXT_BYTES) {
      return refused('answered with a resolverContext of more than 5 MB');
    }
    return { resolverContext: resolverContext ?? {}, deniedFields: deniedFields ?? [] };
  };
  return { answer: read(), ...(typeof ttlOverride === 'number' ? { ttlOverride } : {}) };
}
