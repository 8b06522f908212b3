import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import type { JobProgressInput } from '../../../schema/generated/graphql.ts';
import { PUBLISH_JOB_PROGRESS } from './publish-job-progress.ts';

/** The GraphQL API, and who calls it. */
export type PublishTarget = {
  url: string;
  region: string;
  credentials: ConstructorParameters<typeof SignatureV4>[0]['credentials'];
  timeoutMs: number;
};

/**
 * Calls the publish mutation, signed for IAM. Throws when it was not carried out: no answer in time, a status other than
 * 200, or `errors` in the answer, which AppSync sends with status 200.
 */
export async function publishProgress(target: PublishTarget, input: JobProgressInput): Promise<void> {
  const body = JSON.stringify({ query: PUBLISH_JOB_PROGRESS, variables: { input } });
  const response = await fetch(target.url, {
    method: 'POST',
    headers: await signedHeaders(target, body),
    body,
    signal: AbortSignal.timeout(target.timeoutMs),
  });
  const text = await response.text();
  if (response.status !== 200) throw new Error(`publishJobProgress: HTTP ${response.status}: ${text.slice(0, 500)}`);
  const { errors } = JSON.parse(text) as { errors?: unknown };
  if (errors !== undefined && errors !== null) {
    // What else is in an error may be what was sent, and so what users wrote.
    throw new Error(`publishJobProgress: ${JSON.stringify(errors, ['errorType', 'message']).slice(0, 500)}`);
  }
}

async function signedHeaders(
  { url, region, credentials }: PublishTarget,
  body: string,
): Promise<Record<string, string>> {
  const { protocol, hostname, port, host, pathname } = new URL(url);
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256 });
  const { headers } = await signer.sign({
    method: 'POST',
    protocol,
    hostname,
    ...(port === '' ? {} : { port: Number(port) }),
    path: pathname,
    // With the port, if it is not the scheme's own: so it is sent, and so the signature must cover it.
    headers: { host, 'content-type': 'application/json' },
    body,
  });
  return headers;
}
