import type { Assembly } from './assembly/assembly.ts';
import { collectorFunction } from './collector-function.ts';
import type { CredentialStore } from './iam/credential-store.ts';
import type { Credentials, Principal } from './iam/principal.ts';
import { rolePrincipal } from './iam/role-principal.ts';

/** The credentials of everyone who signs requests in a local stack, made anew at each start. */
export type StackPrincipals = {
  /** A role's, by its ARN. */
  role(arn: string): Credentials;
  /** EventBridge's own, when it delivers for a rule. */
  rule(arn: string): Credentials;
  /** AppSync's own, when it invokes the authorizer of an API. */
  appsync(apiArn: string): Credentials;
  /** Those of somebody who may query and subscribe at an API, and no more. */
  reader(apiArn: string): Credentials;
  /** Those that outside programs may use. */
  outputs: Record<'admin' | 'collector' | 'consumer' | 'none', Credentials>;
};

/** Issues credentials for the stack's roles, rules and APIs as they are asked for, once each. */
export function stackPrincipals(assembly: Assembly, store: CredentialStore): StackPrincipals {
  const role = once((arn) => store.issue(rolePrincipal(assembly, arn)));
  const service = (name: string): ((sourceArn: string) => Credentials) =>
    once((sourceArn) =>
      store.issue({
        ...user(assembly, name),
        service: `${name}.amazonaws.com`,
        context: { 'aws:SourceArn': sourceArn, 'aws:SourceAccount': assembly.accountId },
      }),
    );
  return {
    role,
    rule: service('events'),
    appsync: service('appsync'),
    reader: once((apiArn) => store.issue(reader(assembly, apiArn))),
    outputs: {
      admin: store.issue({
        ...user(assembly, 'admin'),
        statements: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
      }),
      collector: role(collectorRole(assembly)),
      consumer: consumerCredentials(assembly, store, role),
      none: store.issue(user(assembly, 'none')),
    },
  };
}

/** A stack without streams has no consumer role: its consumer may do nothing. */
function consumerCredentials(assembly: Assembly, store: CredentialStore, role: (arn: string) => Credentials) {
  const arn = assembly.outputs['StreamConsumerRoleArn'];
  return arn === undefined ? store.issue(user(assembly, 'consumer')) : role(arn);
}

/** The role of the function that the event queue starts. */
function collectorRole(assembly: Assembly): string {
  const { logicalId, properties } = collectorFunction(assembly);
  const arn = properties['Role'];
  if (typeof arn !== 'string') throw new Error(`${logicalId}: the collector has no Role`);
  return arn;
}

function reader(assembly: Assembly, apiArn: string): Principal {
  const Resource = ['Query', 'Subscription'].map((type) => `${apiArn}/types/${type}/fields/*`);
  return { ...user(assembly, 'reader'), statements: [{ Effect: 'Allow', Action: 'appsync:GraphQL', Resource }] };
}

function user({ accountId }: Assembly, name: string): Principal {
  return {
    arn: `arn:aws:iam::${accountId}:user/${name}`,
    accountId,
    userId: `AIDA${name.toUpperCase()}`,
    context: {},
    statements: [],
  };
}

function once(issue: (arn: string) => Credentials): (arn: string) => Credentials {
  const issued = new Map<string, Credentials>();
  return (arn) => {
    const credentials = issued.get(arn) ?? issue(arn);
    issued.set(arn, credentials);
    return credentials;
  };
}
