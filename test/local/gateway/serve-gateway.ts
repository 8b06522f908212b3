import { createServer } from 'node:http';
import { createGateway, type GatewayOptions } from '../../../local/gateway/gateway.ts';
import { serveHttpVersions } from '../../../local/gateway/serve-http-versions.ts';
import { createCredentialStore } from '../../../local/iam/credential-store.ts';
import type { Credentials, Principal, Statement } from '../../../local/iam/principal.ts';
import { listen } from '../../embedded/listen.ts';

export const ACCOUNT = '000000000000';
export const REGION = 'us-east-1';

/** A gateway on a free port, and credentials for principals with the statements given. */
export type ServedGateway = {
  url: string;
  log: string[];
  principal(...statements: Statement[]): Credentials;
  admin: Credentials;
  issue(principal: Principal): Credentials;
  /** What an SDK client needs to speak to it. */
  client(credentials: Credentials): {
    endpoint: string;
    region: string;
    credentials: Credentials;
    maxAttempts: number;
  };
  close(): Promise<void>;
};

export const ROLE_ARN = `arn:aws:sts::${ACCOUNT}:assumed-role/Tester/local`;

/** Serves routes; `makeRoutes` is told the gateway's address. */
export async function serveGateway(
  makeRoutes: (url: string) => Promise<GatewayOptions['routes']> | GatewayOptions['routes'],
  options: Partial<Pick<GatewayOptions, 'resourceStatements' | 'openPaths' | 'onDecision'>> = {},
): Promise<ServedGateway> {
  const server = createServer();
  const { url, close } = await listen(server);
  const credentials = createCredentialStore();
  const log: string[] = [];
  const serving = serveHttpVersions(
    server,
    createGateway({
      credentials,
      region: REGION,
      routes: await makeRoutes(url),
      resourceStatements: options.resourceStatements ?? (() => []),
      openPaths: options.openPaths ?? {},
      ...(options.onDecision && { onDecision: options.onDecision }),
      log: (line) => log.push(line),
    }).serve,
  );
  const principal = (...statements: Statement[]): Credentials =>
    credentials.issue({ arn: ROLE_ARN, accountId: ACCOUNT, userId: 'AROATESTER:local', context: {}, statements });
  return {
    url,
    log,
    principal,
    admin: principal({ Effect: 'Allow', Action: '*', Resource: '*' }),
    issue: (holder) => credentials.issue(holder),
    client: (signer) => ({ endpoint: url, region: REGION, credentials: signer, maxAttempts: 1 }),
    close: async () => {
      await serving.close();
      await close();
    },
  };
}

/** The error that a promise rejects with, in the terms of AWS. */
export async function awsError(
  promise: Promise<unknown>,
): Promise<{ name: string; status: number | undefined; message: string }> {
  try {
    await promise;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, status: $metadata?.httpStatusCode, message };
  }
  throw new Error('it was not refused');
}
