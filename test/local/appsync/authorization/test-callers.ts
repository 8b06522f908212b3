import { Sha256 } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import { createCredentialStore, type CredentialStore } from '../../../../local/iam/credential-store.ts';
import type { Credentials, Principal, Statement } from '../../../../local/iam/principal.ts';

export const API_ARN = 'arn:aws:appsync:us-east-1:000000000000:apis/test';

/** A role session with these identity-based statements. */
export function principalWith(role: string, statements: Statement[]): Principal {
  return {
    arn: `arn:aws:sts::000000000000:assumed-role/${role}/local`,
    accountId: '000000000000',
    userId: `AROA${role.toUpperCase()}:local`,
    context: {},
    statements,
  };
}

export const allowGraphql = (...fields: string[]): Statement => ({
  Effect: 'Allow',
  Action: 'appsync:GraphQL',
  Resource: fields.map((field) => `${API_ARN}/types/${field.replace('.', '/fields/')}`),
});

/** Principals with keys: one that may do all, one that may publish only, and one that may do nothing. */
export const PRINCIPALS = {
  admin: principalWith('admin', [{ Effect: 'Allow', Action: '*', Resource: '*' }]),
  publisher: principalWith('publisher', [allowGraphql('Mutation.publish')]),
  nobody: principalWith('nobody', []),
};

export function issueCredentials(): {
  store: CredentialStore;
  keys: Record<keyof typeof PRINCIPALS, Credentials>;
} {
  const store = createCredentialStore();
  const { admin, publisher, nobody } = PRINCIPALS;
  return {
    store,
    keys: { admin: store.issue(admin), publisher: store.issue(publisher), nobody: store.issue(nobody) },
  };
}

/** The headers of a signed request, signature included, as AWS's own clients make them. */
export async function signedHeaders(
  credentials: Credentials,
  request: { host: string; path: string; body: string; method?: string; query?: Record<string, string> },
  scope: { service?: string; region?: string; signingDate?: Date } = {},
): Promise<Record<string, string>> {
  const { service = 'appsync', region = 'us-east-1', signingDate = new Date() } = scope;
  const signer = new SignatureV4({ credentials, service, region, sha256: Sha256, applyChecksum: false });
  const { host, path, body, method = 'POST', query = {} } = request;
  const signed = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: host,
      path,
      query,
      headers: {
        accept: 'application/json, text/javascript',
        'content-encoding': 'amz-1.0',
        'content-type': 'application/json; charset=UTF-8',
        host,
      },
      body,
    },
    { signingDate },
  );
  return signed.headers;
}
