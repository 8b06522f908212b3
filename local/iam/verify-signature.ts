import { createHash, timingSafeEqual } from 'node:crypto';
import { amzDate, parseAmzDate } from './amz-date.ts';
import { parseAuthorization } from './authorization-header.ts';
import type { CredentialStore } from './credential-store.ts';
import { expectedSignature } from './expected-signature.ts';
import type { Principal } from './principal.ts';
import type { SignedRequest } from './signed-request.ts';

/** Why a request is not authenticated. Each API words it in its own way. */
export type SignatureFault = 'MISSING' | 'INCOMPLETE' | 'UNKNOWN_KEY' | 'MISMATCH' | 'EXPIRED';

/** The signer and its credential scope, or the fault with AWS's text for it. */
export type Verification =
  | { ok: true; principal: Principal; service: string; region: string }
  | { ok: false; fault: SignatureFault; message: string };

const CLOCK_SKEW_MS = 5 * 60_000;
/** AWS's text for a key that is not one. */
export const UNKNOWN_KEY = 'The security token included in the request is invalid.';
const MISMATCH =
  'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.';

/**
 * Verifies the Signature Version 4 of a request's `Authorization` header: signs again, over exactly the headers it names, with the
 * key's secret, and compares. The body is covered by its hash, unless `x-amz-content-sha256` says that it is not signed.
 * A key here is long-term, so a session token is never valid. Presigned URLs are not imitated.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html
 */
export async function verifySignature(
  request: SignedRequest,
  store: CredentialStore,
  now: () => Date = () => new Date(),
): Promise<Verification> {
  const { headers } = request;
  if (!headers['authorization']) return rejected('MISSING', 'Missing Authentication Token');
  const parsed = parseAuthorization(headers['authorization']);
  if ('message' in parsed) return rejected('INCOMPLETE', parsed.message);
  const { claim } = parsed;
  if (!claim.signedHeaders.includes('host') && !claim.signedHeaders.includes(':authority')) {
    return rejected('INCOMPLETE', "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.");
  }
  const time = headers['x-amz-date'] ?? '';
  const signedAt = parseAmzDate(time);
  if (signedAt === undefined || !claim.signedHeaders.includes('x-amz-date')) {
    return rejected(
      'INCOMPLETE',
      `Authorization header requires a signed 'X-Amz-Date' header of the form YYYYMMDD'T'HHMMSS'Z', got '${time}'.`,
    );
  }
  if (!time.startsWith(claim.date)) {
    return rejected(
      'MISMATCH',
      `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${claim.date}' != '${time.slice(0, 8)}', from '${time}'.`,
    );
  }
  const holder = store.find(claim.accessKeyId);
  if (holder === undefined || headers['x-amz-security-token'] !== undefined) {
    return rejected('UNKNOWN_KEY', UNKNOWN_KEY);
  }
  const expired = clockSkew(time, signedAt, now());
  if (expired !== undefined) return rejected('EXPIRED', expired);
  if (
    !coversBody(request) ||
    !equalInConstantTime(claim.signature, await expectedSignature(request, claim, holder.secretAccessKey, signedAt))
  ) {
    return rejected('MISMATCH', MISMATCH);
  }
  return { ok: true, principal: holder.principal, service: claim.service, region: claim.region };
}

const rejected = (fault: SignatureFault, message: string): Verification => ({ ok: false, fault, message });

/** AWS's text for a request that was signed too long ago or too far ahead; undefined when it was signed now. */
function clockSkew(time: string, signedAt: Date, now: Date): string | undefined {
  const age = now.getTime() - signedAt.getTime();
  if (Math.abs(age) <= CLOCK_SKEW_MS) return undefined;
  const late = age > 0;
  const limit = new Date(now.getTime() + (late ? -CLOCK_SKEW_MS : CLOCK_SKEW_MS));
  return late
    ? `Signature expired: ${time} is now earlier than ${amzDate(limit)} (${amzDate(now)} - 5 min.)`
    : `Signature not yet current: ${time} is still later than ${amzDate(limit)} (${amzDate(now)} + 5 min.)`;
}

/** Whether the hash of the body that the signature covers, if the request states one, is that of this body. */
function coversBody({ headers, body }: SignedRequest): boolean {
  const stated = headers['x-amz-content-sha256'];
  if (stated === undefined || stated === 'UNSIGNED-PAYLOAD' || stated.startsWith('STREAMING-')) return true;
  return equalInConstantTime(stated, createHash('sha256').update(body).digest('hex'));
}

function equalInConstantTime(one: string, other: string): boolean {
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(one), hash(other));
}
