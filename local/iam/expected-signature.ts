import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { SignatureClaim } from './authorization-header.ts';
import type { SignedRequest } from './signed-request.ts';

/** The signature that a request ought to carry when its claim is true: made over exactly the headers that the claim names. */
export async function expectedSignature(
  request: SignedRequest,
  claim: SignatureClaim,
  secretAccessKey: string,
  signingDate: Date,
): Promise<string> {
  const headers = new Map(Object.entries(request.headers));
  const signer = new SignatureV4({
    credentials: { accessKeyId: claim.accessKeyId, secretAccessKey },
    region: claim.region,
    service: claim.service,
    sha256: Sha256,
    applyChecksum: false,
    // AWS: S3 alone signs the path as it is sent, every other service escapes it once more.
    // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html#create-canonical-request
    uriEscapePath: claim.service !== 's3',
  });
  const signed = await signer.sign(
    {
      method: request.method,
      protocol: 'http:',
      hostname: '',
      path: request.path,
      query: decodeQuery(request.query),
      headers: Object.fromEntries(claim.signedHeaders.map((name) => [name, headers.get(name) ?? ''])),
      body: request.body,
    },
    { signingDate, signableHeaders: new Set(claim.signedHeaders) },
  );
  return /Signature=([0-9a-f]+)$/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
}

function decodeQuery(query: string): Record<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of query === '' ? [] : query.split('&')) {
    const equals = pair.indexOf('=');
    const [key, value] = equals < 0 ? [pair, ''] : [pair.slice(0, equals), pair.slice(equals + 1)];
    values.set(percentDecoded(key), [...(values.get(percentDecoded(key)) ?? []), percentDecoded(value)]);
  }
  return Object.fromEntries(values);
}

/** Percent-decoded; text that is not well escaped stays as it is, and its signature will not match. */
function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
