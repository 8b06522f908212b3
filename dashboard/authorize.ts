import { AwsV4Signer } from 'aws4fetch';
import { apiKey, type Authorize, iam, token } from '../client/authorization.ts';
import type { GivenAuthorization, PageAuthorization } from './configuration.ts';
import { credential } from './credential.ts';

/** Authorizes as the page's configuration says; what that does not hold, the user is asked for. */
export async function authorizePage(authorization: PageAuthorization): Promise<Authorize> {
  if (!('ask' in authorization)) return authorizeWith(authorization);
  const given = await credential(authorization.ask);
  return authorization.ask === 'API_KEY' ? apiKey(given) : token(() => given);
}

/** Authorizes with what the page's server gave. */
export function authorizeWith(authorization: GivenAuthorization): Authorize {
  if ('apiKey' in authorization) return apiKey(authorization.apiKey);
  return iam(async ({ method, url, body, headers }) => {
    const request = { method, url: url.href, body, headers, service: 'appsync' };
    const signed = await new AwsV4Signer({ ...request, ...authorization }).sign();
    return Object.fromEntries(signed.headers);
  });
}
