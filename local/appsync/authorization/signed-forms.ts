/** The request that an IAM signature covers, without its headers. `query` is raw, without `?`. */
export type SignedForm = { method: string; path: string; query: string; body: string | Buffer };

/**
 * What the signature of a WebSocket connection covers: a request that is never sent.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html#iam-based-authorization
 */
export const CONNECT_FORM: SignedForm = { method: 'POST', path: '/graphql/connect', query: '', body: '{}' };

/** What the signature of a `start` covers: the string `payload.data`, byte for byte. */
export function startForm(data: string): SignedForm {
  return { method: 'POST', path: '/graphql', query: '', body: data };
}
