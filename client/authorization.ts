/** What is to be authorized: an HTTP request, the opening of a WebSocket, or the start of a subscription on it. */
export type AuthorizationRequest = {
  /** Where a signature must point: the GraphQL URL, or `…/connect` for the opening of a WebSocket. */
  url: URL;
  /** The exact text that is sent: a signature covers it to the byte. */
  body: string;
};

/**
 * Makes the headers that authorize a request, anew for each: tokens and signatures grow old.
 * AppSync takes them as HTTP headers and, with `host` added, as the authorization object of the WebSocket.
 */
export type Authorize = (request: AuthorizationRequest) => Promise<Record<string, string>>;

/** Authorizes with an API key of the API. */
export function apiKey(key: string): Authorize {
  return () => Promise.resolve({ 'x-api-key': key });
}
