/** An `Authorization` header of Signature Version 4, taken apart. */
export type SignatureClaim = {
  accessKeyId: string;
  /** `YYYYMMDD` of the credential scope. */
  date: string;
  region: string;
  service: string;
  /** In lower case. */
  signedHeaders: string[];
  /** Lower-case hexadecimal. */
  signature: string;
};

const ALGORITHM = 'AWS4-HMAC-SHA256';

/**
 * Reads `AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request, SignedHeaders=a;b, Signature=HEX`.
 * Anything else gives the message that AWS words for it.
 * AWS: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function parseAuthorization(header: string): { claim: SignatureClaim } | { message: string } {
  const [algorithm, ...rest] = header.trim().split(/\s+/);
  if (algorithm !== ALGORITHM) {
    return { message: `Unsupported AWS 'algorithm': '${algorithm ?? ''}'; this service takes '${ALGORITHM}'.` };
  }
  const parameters = new Map(
    rest
      .join('')
      .split(',')
      .map((part) => {
        const equals = part.indexOf('=');
        return [part.slice(0, equals), part.slice(equals + 1)] as const;
      }),
  );
  const missing = ['Credential', 'Signature', 'SignedHeaders'].filter((name) => !parameters.get(name));
  if (missing.length > 0) {
    return { message: missing.map((name) => `Authorization header requires '${name}' parameter.`).join(' ') };
  }
  const credential = parameters.get('Credential') ?? '';
  const [accessKeyId, date, region, service, terminal, ...more] = credential.split('/');
  if (!accessKeyId || !date || !region || !service || terminal !== 'aws4_request' || more.length > 0) {
    return {
      message: `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${credential}'`,
    };
  }
  const signedHeaders = (parameters.get('SignedHeaders') ?? '').toLowerCase().split(';');
  return { claim: { accessKeyId, date, region, service, signedHeaders, signature: parameters.get('Signature') ?? '' } };
}
