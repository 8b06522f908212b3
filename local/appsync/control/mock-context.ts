import { isJsonObject, parseJson, type JsonObject } from '../../json.ts';
import type { HandlerContext } from '../runtime/handler.ts';

/** What an identity of any mode may hold. */
const IDENTITY_KEYS = new Set([
  ...['accountId', 'cognitoIdentityPoolId', 'cognitoIdentityId', 'sourceIp', 'username', 'userArn'],
  ...['cognitoIdentityAuthType', 'cognitoIdentityAuthProvider', 'sub', 'issuer', 'claims', 'defaultAuthStrategy'],
  ...['groups', 'resolverContext'],
]);

const isObject = (value: unknown): boolean => (value ?? null) === null || isJsonObject(value);

/** What each property must be, where it is given. `source`, `result` and `env` may be anything. */
const CHECKS: Record<string, (value: unknown) => boolean> = {
  arguments: isObject,
  // AWS: recorded to be refused with a key that is none of an identity's; incomplete identities are taken.
  identity: (value) =>
    isObject(value) && (!isJsonObject(value) || Object.keys(value).every((key) => IDENTITY_KEYS.has(key))),
  stash: isObject,
  prev: isObject,
  error: isObject,
  request: (value) => isObject(value) && (!isJsonObject(value) || isObject(value['headers'])),
  info: isObject,
};

const objectOr = (value: unknown, missing: JsonObject): JsonObject => (isJsonObject(value) ? value : missing);

/**
 * `ctx` out of the mock context that `EvaluateCode` is given. Every property may be missing; `args` is no property of it,
 * and, as others that are unknown, not looked at. A string when it cannot be used: the reason.
 *
 * UNSURE: what AWS puts in the place of a missing `info` and `request`.
 */
export function readMockContext(text: string): HandlerContext | string {
  const given = parseJson(text);
  if (!isJsonObject(given)) return 'The context is not a JSON object';
  const wrong = Object.entries(CHECKS).flatMap(([name, holds]) => (holds(given[name]) ? [] : [`ctx.${name}`]));
  if (wrong.length > 0) {
    return `The following properties in your mock context object failed validation: ${wrong.join(', ')}`;
  }
  const info = { fieldName: '', parentTypeName: '', variables: {}, selectionSetList: [], selectionSetGraphQL: '' };
  const request = { headers: {}, domainName: null };
  const context: Record<keyof HandlerContext, unknown> = {
    arguments: given['arguments'] ?? {},
    source: given['source'] ?? null,
    identity: given['identity'] ?? null,
    stash: given['stash'] ?? {},
    result: given['result'] ?? null,
    prev: given['prev'] ?? null,
    error: given['error'] ?? null,
    request: { ...request, ...objectOr(given['request'], {}) },
    info: { ...info, ...objectOr(given['info'], {}) },
    env: given['env'] ?? {},
  };
  return context as HandlerContext;
}
