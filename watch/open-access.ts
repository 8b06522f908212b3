import { readFile } from 'node:fs/promises';
import { apiKey, type Authorize, iam, token } from '../client/authorization.ts';
import type { Endpoint } from '../client/endpoint.ts';
import type { AccessOptions, Identity } from './access-options.ts';

/** Where the API is, and how it is asked. */
export type Access = { endpoint: Endpoint; authorize: Authorize };

/** Opens the way to the API. Throws an `Error` of one line where no local stack is running. */
export async function openAccess(options: AccessOptions): Promise<Access> {
  if ('endpoint' in options) {
    const { endpoint: graphqlUrl, realtimeEndpoint: realtimeUrl, identity } = options;
    return {
      endpoint: { graphqlUrl, ...(realtimeUrl !== undefined && { realtimeUrl }) },
      authorize: await authorizeAs(identity),
    };
  }
  const { graphqlUrl, realtimeUrl, region, ...outputs } = await readOutputs(options.outputsFile);
  const identity = options.identity ?? (outputs.apiKey === undefined ? undefined : { apiKey: outputs.apiKey });
  if (identity === undefined) throw new Error('the local stack takes no API key: give --token, --token-file or --iam');
  return { endpoint: { graphqlUrl, realtimeUrl }, authorize: await authorizeAs(identity, region) };
}

/** What is needed of `outputs.json`. */
type LocalApi = { graphqlUrl: string; realtimeUrl: string; region: string; apiKey?: string };

async function readOutputs(file: string): Promise<LocalApi> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new Error(`no local stack is running: ${file} is not there; npm start starts one, --endpoint names another`, {
      cause,
    });
  });
  try {
    const outputs = JSON.parse(text) as LocalApi;
    new URL(outputs.graphqlUrl);
    return outputs;
  } catch (cause) {
    throw new Error(`${file} does not name a GraphQL URL; npm start writes it anew`, { cause });
  }
}

async function authorizeAs(identity: Identity, localRegion = ''): Promise<Authorize> {
  if ('apiKey' in identity) return apiKey(identity.apiKey);
  if ('token' in identity) return token(() => identity.token);
  if ('tokenFile' in identity) return token(async () => (await readFile(identity.tokenFile, 'utf8')).trim());
  return signWith(identity.iam.region ?? localRegion);
}

/** Signs with the credentials of the environment, of a profile or of the machine's role, and with new ones when they have expired. */
async function signWith(region: string): Promise<Authorize> {
  // Loaded only where they are needed: most of the time to start would be theirs.
  const [{ Sha256 }, { SignatureV4 }, { defaultProvider }] = await Promise.all([
    import('@smithy/core/checksum'),
    import('@smithy/signature-v4'),
    import('@aws-sdk/credential-provider-node'),
  ]);
  const credentials = defaultProvider({ clientConfig: { region } });
  const signer = new SignatureV4({ service: 'appsync', region, credentials, sha256: Sha256, applyChecksum: false });
  return iam(async ({ url: { protocol, hostname, pathname: path }, ...request }) => {
    const { headers } = await signer.sign({ ...request, protocol, hostname, path });
    return headers;
  });
}
