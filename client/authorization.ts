/** What is to be authorized: an HTTP request, the opening of a WebSocket, or the start of a subscription on it. */
export type AuthorizationRequest = {
  /** Where a signature must point: the GraphQL URL, or `…/connect` for the opening of a WebSocket. */
  url: URL;
  /** The exact text that is sent: a signature covers it to the byte. */
  body: string;
  /** The headers that go with it, `host` not among them. */
  headers: Record<string, string>;
};

/**
 * Makes the headers that authorize a request, anew for each: tokens and signatures grow old. AppSync takes them as HTTP headers, and with
 * `host` as the authorization object of a WebSocket. When it rejects, the request is made again later.
 */
export type Authorize = (request: AuthorizationRequest) => Promise<Record<string, string>>;

/** Authorizes with an API key of the API. */
export function apiKey(key: string): Authorize {
  return ({ url }) => Promise.resolve({ host: url.host, 'x-amz-date': amzDate(new Date()), 'x-api-key': key });
}

/**
 * Authorizes with a token of a Cognito user pool or an OpenID Connect issuer, or with what a Lambda authorizer takes. `provide` is asked before
 * every request, connection and subscription; questions that come while one is open share its answer. It should give the token that it has
 * until that is about to expire, then a new one.
 */
export function token(provide: () => string | Promise<string>): Authorize {
  let asked: Promise<string> | undefined;
  return async () => {
    asked ??= Promise.resolve()
      .then(provide)
      .finally(() => (asked = undefined));
    return { Authorization: await asked };
  };
}

/** A request as a signer of AWS's Signature Version 4 takes it, for the service `appsync`. `host` is among the headers. */
export type SignableRequest = AuthorizationRequest & { method: 'POST' };

/**
 * Authorizes with IAM. `sign` is the application's own: it resolves to the request's headers and those that sign it: `authorization`,
 * `x-amz-date` and, of temporary credentials, `x-amz-security-token`.
 */
export function iam(sign: (request: SignableRequest) => Promise<Record<string, string>>): Authorize {
  return ({ url, body, headers }) => sign({ method: 'POST', url, body, headers: { ...headers, host: url.host } });
}

/** A moment as AWS writes it in headers: `20261124T120000Z`. */
function amzDate(moment: Date): string {
  return moment.toISOString().replace(/[:-]|\.\d{3}/g, '');
}
