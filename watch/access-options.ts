import { nonEmpty, UsageError } from '../local/command-line.ts';

/** Who asks. */
export type Identity =
  | { apiKey: string }
  | { token: string }
  /** A file that holds a token. */
  | { tokenFile: string }
  /** The AWS credentials of the environment. Without a region, that of the local stack. */
  | { iam: { region: string | undefined } };

/** Which API is asked, and who asks. */
export type AccessOptions =
  | { endpoint: string; realtimeEndpoint: string | undefined; identity: Identity }
  /** The local stack whose outputs these are. Without an identity its own API key is taken. */
  | { outputsFile: string; identity: Identity | undefined };

/** The options that say so, as they were given. */
export type AccessValues = {
  endpoint?: string | undefined;
  'realtime-endpoint'?: string | undefined;
  outputs?: string | undefined;
  'api-key'?: string | undefined;
  token: boolean;
  'token-file'?: string | undefined;
  iam: boolean;
  region?: string | undefined;
};

const REGION_OF_HOST = /\.appsync-api\.([a-z0-9-]+)\.amazonaws\.com(?:\.cn)?$/;
const LOOPBACK_HOSTS = ['localhost', '127.0.0.1', '[::1]'];

/** Reads which API is asked, and who asks. Throws a `UsageError` for what does not go together or is not there. */
export function parseAccessOptions(values: AccessValues, env: NodeJS.ProcessEnv): AccessOptions {
  const { endpoint, 'realtime-endpoint': realtimeEndpoint, outputs } = values;
  if (endpoint === undefined) {
    if (realtimeEndpoint !== undefined) throw new UsageError('--realtime-endpoint is for --endpoint');
    return {
      outputsFile: nonEmpty('--outputs', outputs ?? '.local/outputs.json'),
      identity: identity(values, env, undefined),
    };
  }
  if (outputs !== undefined) throw new UsageError('--endpoint and --outputs do not go together');
  const url = safeUrl('--endpoint', endpoint, 'http');
  if (realtimeEndpoint !== undefined) safeUrl('--realtime-endpoint', realtimeEndpoint, 'ws');
  const given = identity(values, env, url);
  const key = env['JOB_PROGRESS_API_KEY'];
  if (given === undefined && (key === undefined || key === '')) {
    throw new UsageError('nobody asks: set JOB_PROGRESS_API_KEY, or give --api-key, --token, --token-file or --iam');
  }
  return { endpoint, realtimeEndpoint, identity: given ?? { apiKey: key ?? '' } };
}

function identity(values: AccessValues, env: NodeJS.ProcessEnv, endpoint: URL | undefined): Identity | undefined {
  const { 'api-key': key, token, 'token-file': tokenFile, iam, region } = values;
  if (region !== undefined && !iam) throw new UsageError('--region is for --iam');
  const given: Identity[] = [];
  if (key !== undefined) given.push({ apiKey: nonEmpty('--api-key', key) });
  if (token) given.push({ token: nonEmpty('JOB_PROGRESS_TOKEN', env['JOB_PROGRESS_TOKEN'] ?? '') });
  if (tokenFile !== undefined) given.push({ tokenFile: nonEmpty('--token-file', tokenFile) });
  if (iam) given.push({ iam: { region: signingRegion(region, env, endpoint) } });
  if (given.length > 1) throw new UsageError('--api-key, --token, --token-file and --iam do not go together');
  return given[0];
}

/** The region given, that of AppSync's own host name, or the environment's. */
function signingRegion(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
  endpoint: URL | undefined,
): string | undefined {
  if (given !== undefined) return nonEmpty('--region', given);
  if (endpoint === undefined) return undefined;
  const region = REGION_OF_HOST.exec(endpoint.hostname)?.[1] ?? env['AWS_REGION'];
  if (region === undefined || region === '')
    throw new UsageError('--iam needs --region: the endpoint does not tell it');
  return region;
}

/** A URL that keys and tokens may be sent to: encrypted, except to this machine. */
function safeUrl(option: string, value: string, scheme: 'http' | 'ws'): URL {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  const isPlain = url?.protocol === `${scheme}:` && LOOPBACK_HOSTS.includes(url.hostname);
  if (url === undefined || !(isPlain || url.protocol === `${scheme}s:`)) {
    throw new UsageError(`${option} must be a URL of ${scheme}s, or of ${scheme} on this machine, not '${value}'`);
  }
  return url;
}
