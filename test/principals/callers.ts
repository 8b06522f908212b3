import type { Credentials } from '../../local/iam/principal.ts';
import { shortName } from '../infra/short-name.ts';
import type { TestStack } from '../end-to-end/test-stack.ts';
import { asking, bearing, type Credential, signing } from './credential.ts';

/** Somebody who comes with a credential, or with none. */
export type Caller = { who: string; credential: Credential };

/** The roles of a stack of everything, by the names that the report has for them. A role that is missing here fails the test. */
export const ROLES = {
  collector: 'IngestCollectorRole',
  analyzer: 'AnalysisAnalyzerRole',
  reconciler: 'ReconcilerRole',
  consumer: 'StreamsConsumerRole',
  publisher: 'DashboardPagePublisherRole',
  emptier: 'ArchiveEmptierRole',
  'job table': 'ApiJobTableRole',
  'tag table': 'ApiJobTagTableRole',
  'detail table': 'ApiJobDetailTableRole',
  'event table': 'ApiEventTableRole',
  'API log': 'ApiLogRole',
  'archive of events': 'ArchiveEventsRole',
  'archive of jobs': 'ArchiveJobsRole',
  'archive of metrics': 'ArchiveMetricsRole',
} as const;

/** Who signs: the administrator, whom `grantRead` lets in, the roles, two services, and somebody who may do nothing. */
export type Signer =
  'admin' | 'reader' | keyof typeof ROLES | 'rule for events' | 'rule for analyses' | 'schedule' | 'AppSync' | 'none';

/** The roles of the stack, by their short names. */
export function rolesOf({ assembly }: TestStack): Map<string, string> {
  return new Map(
    assembly.resources.flatMap(({ type, logicalId, attributes: { Arn: arn } }) =>
      type === 'AWS::IAM::Role' && arn !== undefined ? [[shortName(logicalId), arn] as const] : [],
    ),
  );
}

/** The credentials of everyone who signs; a role that the stack lacks is left out. */
export function signersOf(stack: TestStack): [Signer, Credentials][] {
  const { principals, assembly } = stack;
  const roles = rolesOf(stack);
  const arnOf = (type: string, name: string): string =>
    assembly.resources.find((resource) => resource.type === type && shortName(resource.logicalId) === name)?.attributes[
      'Arn'
    ] ?? '';
  const api = assembly.resources.find(({ type }) => type === 'AWS::AppSync::GraphQLApi')?.attributes['Arn'] ?? '';
  return [
    ['admin', principals.outputs.admin],
    ['reader', principals.reader(api)],
    ...(Object.entries(ROLES) as [keyof typeof ROLES, string][]).flatMap(([signer, role]): [Signer, Credentials][] => {
      const arn = roles.get(role);
      return arn === undefined ? [] : [[signer, principals.role(arn)]];
    }),
    ['rule for events', principals.rule(arnOf('AWS::Events::Rule', 'IngestJobStateChanges'))],
    ['rule for analyses', principals.rule(arnOf('AWS::Events::Rule', 'AnalysisCreateJobCalls'))],
    ['schedule', principals.rule(arnOf('AWS::Events::Rule', 'ReconcilerSchedule'))],
    ['AppSync', principals.appsync(api)],
    ['none', principals.outputs.none],
  ];
}

/** Callers whose signature is not right; AWS says `fault` of it. All are the administrator's, but for the unknown key. */
export function wrongSigners({ admin }: TestStack['outputs']['credentials']): (Caller & { fault: Fault })[] {
  const unknown = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' };
  const session = { ...admin, sessionToken: 'of a role that was left' };
  return [
    { who: 'an access key that is unknown', credential: signing(unknown), fault: 'UNKNOWN_KEY' },
    { who: 'a session token that is unknown', credential: signing(session), fault: 'UNKNOWN_KEY' },
    {
      who: 'a signature with another secret',
      credential: signing({ ...admin, secretAccessKey: unknown.secretAccessKey }),
      fault: 'MISMATCH',
    },
    {
      who: 'a signature of another body',
      credential: signing(admin, { body: '{"another":"body"}' }),
      fault: 'MISMATCH',
    },
    { who: 'a signature of six minutes ago', credential: signing(admin, { minutesAgo: 6 }), fault: 'EXPIRED' },
    { who: 'a signature of six minutes ahead', credential: signing(admin, { minutesAgo: -6 }), fault: 'EXPIRED' },
    { who: 'a signature for another region', credential: signing(admin, { region: 'eu-west-1' }), fault: 'REGION' },
  ];
}
type Fault = 'MISSING' | 'UNKNOWN_KEY' | 'MISMATCH' | 'EXPIRED' | 'REGION';

export const NOTHING: Caller = { who: 'nothing', credential: bearing({}) };

/** Somebody with a token of the stack's issuer: of its user pool, unless another realm is named. */
export function tokenOf(
  { issuerUrl = '', resources: { userPoolId = '' } }: TestStack['outputs'],
  body: object,
  { realm = userPoolId, kind = 'id_token' }: { realm?: string; kind?: 'id_token' | 'access_token' } = {},
): Credential {
  const get = async (): Promise<Record<string, string>> => {
    const response = await fetch(`${issuerUrl}/${realm}/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { authorization: ((await response.json()) as Record<typeof kind, string>)[kind] };
  };
  let got: Promise<Record<string, string>> | undefined;
  return asking(() => (got ??= get()));
}

/** A credential whose token was changed after it was signed. */
export function changing(credential: Credential, change: (parts: string[]) => string[]): Credential {
  return async (request) => {
    const { authorization = '', ...headers } = await credential(request);
    return { ...headers, authorization: change(authorization.split('.')).join('.') };
  };
}
