import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { Target } from './target.ts';

/**
 * Who sends something: with the API's key, or one that has expired; with a signature of a caller who may do everything, of the same
 * with another secret, of the same more than five minutes ago, or of one who may have `Query.echo` alone; or with headers as they stand.
 */
export type Authorization = 'key' | 'expired key' | Signer | Record<string, string>;

type Signer = 'iam' | 'forged' | 'late' | 'limited';

/** What a signature covers. `path` is that of the GraphQL endpoint. */
type Signed = { path: string; headers: Record<string, string>; method?: string; body?: string | Uint8Array };

/** AWS takes what was signed five minutes ago. */
const LATE_MS = 6 * 60_000;

/** The headers that authorize a request, those that are signed included. */
export async function authorize(target: Target, as: Authorization, request: Signed): Promise<Record<string, string>> {
  if (as === 'key') return { 'x-api-key': target.apiKey };
  if (as === 'expired key') return { 'x-api-key': target.expiredKey ?? '' };
  return typeof as === 'string' ? sign(target, as, request) : as;
}

/** Why there is no such caller at a target; undefined when there is one. */
export function missing(target: Target, as: Authorization | undefined): string | undefined {
  if (as === 'expired key' && target.expiredKey === undefined) return 'the key is still good';
  return as === 'limited' && target.limited === undefined ? 'CONFORMANCE_LIMITED_PROFILE names nobody' : undefined;
}

async function sign(
  target: Target,
  signer: Signer,
  { path, headers, method = 'POST', body }: Signed,
): Promise<Record<string, string>> {
  const { protocol, hostname } = new URL(target.graphqlUrl);
  const { credentials: all, limited = all } = target;
  const known = await (signer === 'limited' ? limited() : all());
  const credentials = signer === 'forged' ? { ...known, secretAccessKey: 'forged' } : known;
  const { region } = target;
  const signature = new SignatureV4({ credentials, service: 'appsync', region, sha256: Sha256, applyChecksum: false });
  const request = { protocol, hostname, method, path, query: {}, headers, ...(body !== undefined && { body }) };
  const signingDate = new Date(Date.now() - (signer === 'late' ? LATE_MS : 0));
  return (await signature.sign(request, { signingDate })).headers;
}
