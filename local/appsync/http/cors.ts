/** The request headers that AppSync's clients send from browsers. */
const CLIENT_HEADERS = [
  'authorization',
  'content-type',
  'x-amz-date',
  'x-amz-user-agent',
  'x-api-key',
  'x-amz-security-token',
];

/** On every answer: a page of any origin may read it, for what it shows depends on the caller's credentials alone, and never on cookies. */
export const CORS_HEADERS = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'x-amzn-RequestId,x-amzn-ErrorType',
};

/**
 * On the answer to a preflight request. Headers that an application adds by itself, for its resolvers to read, are allowed as they are asked for.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/resolver-context-reference-js.html ("Access request headers")
 */
export function preflightHeaders(requested: string | undefined): Record<string, string> {
  const own = (requested ?? '').split(',').map((name) => name.trim().toLowerCase());
  const names = new Set([...CLIENT_HEADERS, ...own.filter((name) => /^[\w-]+$/.test(name))]);
  return {
    'access-control-allow-headers': [...names].join(','),
    'access-control-allow-methods': 'POST,GET,OPTIONS',
    'access-control-max-age': '172800',
  };
}
