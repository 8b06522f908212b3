import { AwsV4Signer } from 'aws4fetch';
import { apiKey, type Authorize, iam } from '../client/authorization.ts';
import type { PageAuthorization } from './configuration.ts';

/** Authorizes as the page's server says. */
export function authorizeWith(authorization: PageAuthorization): Authorize {
  if ('apiKey' in authorization) return apiKey(authorization.apiKey);
  return iam(async ({ method, url, body, headers }) => {
    const request = { method, url: url.href, body, headers, service: 'appsync' };
    const signed = await new AwsV4Signer({ ...request, ...authorization }).sign();
    return Object.fromEntries(signed.headers);
  });
}
