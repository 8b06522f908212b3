import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Credentials } from '../../local/iam/principal.ts';

/** A request as a signature covers it. */
export type Unsigned = {
  /** Whose API it is for: `appsync`, `dynamodb`, … */
  service: string;
  method: string;
  /** Without the query string. */
  path: string;
  query?: Record<string, string>;
  headers: Record<string, string> & { host: string };
  body: string;
};

/** The headers that prove who sends a request, those that a signature covers included. */
export type Credential = (request: Unsigned) => Promise<Record<string, string>>;

/** What may be the matter with a signature. */
type Deviation = { minutesAgo?: number; service?: string; region?: string; body?: string };

/** Headers as they stand, whatever the request. */
export const bearing = (headers: Record<string, string>): Credential => asking(() => Promise.resolve(headers));

/** Headers that are got first. */
export function asking(get: () => Promise<Record<string, string>>): Credential {
  return async ({ headers }) => ({ ...headers, ...(await get()) });
}

/** The Signature Version 4 of an AWS client, unless it deviates. */
export function signing(credentials: Credentials, deviation: Deviation = {}): Credential {
  const { minutesAgo = 0, region = 'us-east-1' } = deviation;
  return async ({ service, method, path, query = {}, headers, body }) => {
    const signer = new SignatureV4({
      credentials,
      service: deviation.service ?? service,
      region,
      sha256: Sha256,
      applyChecksum: service === 's3',
      // S3 keys are signed as they are sent.
      uriEscapePath: service !== 's3',
    });
    const signed = await signer.sign(
      { protocol: 'http:', hostname: headers.host, method, path, query, headers, body: deviation.body ?? body },
      { signingDate: new Date(Date.now() - minutesAgo * 60_000) },
    );
    return signed.headers;
  };
}
