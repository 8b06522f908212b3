import type { Assembly, Resource } from '../../local/assembly/assembly.ts';
import type { AccessDecision } from '../../local/iam/access-decision.ts';
import { decide } from '../../local/iam/evaluate.ts';
import type { Principal, Statement } from '../../local/iam/principal.ts';
import { resourceStatements } from '../../local/iam/resource-statements.ts';
import { rolePrincipal } from '../../local/iam/role-principal.ts';
import { shortName } from '../infra/short-name.ts';

/** One action on one resource that a policy of the stack allows somebody. Resources of the stack go by their short names. */
export type Grant = {
  /** A role of the stack, or whom the policy of a resource names. */
  grantee: string;
  action: string;
  resource: string;
  /** Whether this grant alone would have allowed it. */
  allows(made: Pick<AccessDecision, 'principal' | 'action' | 'resource'>): boolean;
};

/**
 * All that the stack's policies allow, in the order of the template: those of roles, and those of queues, buckets and
 * functions. Throws for a statement that cannot be split into actions and resources.
 */
export function grantsOf(assembly: Assembly): Grant[] {
  const readable = shortNames(assembly);
  return assembly.resources.flatMap((resource) => {
    const arn = resource.attributes['Arn'];
    if (arn === undefined) return [];
    return resource.type === 'AWS::IAM::Role'
      ? roleGrants(assembly, resource, arn, readable)
      : resourceGrants(resourceStatements(assembly, arn), readable);
  });
}

function roleGrants(assembly: Assembly, role: Resource, arn: string, readable: (text: string) => string): Grant[] {
  const holder = rolePrincipal(assembly, arn);
  return holder.statements.flatMap(pairsOf).map((pair) => ({
    grantee: shortName(role.logicalId),
    action: pair.Action,
    resource: readable(pair.Resource),
    allows: ({ principal, action, resource }) =>
      principal.arn === holder.arn && allows({ ...principal, statements: [pair] }, action, resource),
  }));
}

function resourceGrants(statements: Statement[], readable: (text: string) => string): Grant[] {
  return statements.flatMap(pairsOf).map((pair) => ({
    grantee: readable(granteeOf(pair)),
    action: pair.Action,
    resource: readable(pair.Resource),
    allows: ({ principal, action, resource }) => allows({ ...principal, statements: [] }, action, resource, [pair]),
  }));
}

function allows(principal: Principal, action: string, resource: string, ofResource: Statement[] = []): boolean {
  return decide(principal, action, resource, ofResource) === 'ALLOWED';
}

/** `events.amazonaws.com for RULE`: whom a policy names, and the values of its conditions. */
function granteeOf({ Principal: named, Condition: condition = {} }: Statement): string {
  const names = typeof named === 'object' && named !== null ? Object.values(named).flat().join(', ') : String(named);
  const values = Object.values(condition).flatMap((keys) => Object.values(keys).flat());
  return values.length === 0 ? names : `${names} for ${values.join(', ')}`;
}

type Pair = Statement & { Action: string; Resource: string };

/** What a statement allows, action by action and resource by resource. A statement that denies allows nothing. */
function pairsOf(statement: Statement): Pair[] {
  if (statement.Effect !== 'Allow') return [];
  const { Action: actions, Resource: resources } = statement;
  if (actions === undefined || resources === undefined) {
    throw new Error(`not a list of actions and resources: ${JSON.stringify(statement)}`);
  }
  return [actions]
    .flat()
    .flatMap((Action) => [resources].flat().map((Resource): Pair => ({ ...statement, Action, Resource })));
}

/** Puts the short names of the stack's resources in the place of their ARNs and physical names. */
function shortNames({ resources, stackName }: Assembly): (text: string) => string {
  const names = resources.flatMap(({ logicalId, ref, attributes: { Arn: arn } }): [string, string][] => [
    ...(arn === undefined ? [] : [[arn, shortName(logicalId)] as [string, string]]),
    ...(ref.startsWith(`${stackName}-`) ? [[ref, shortName(logicalId)] as [string, string]] : []),
  ]);
  // The longest first: a name may begin with another.
  names.sort(([a], [b]) => b.length - a.length);
  return (text) => names.reduce((shorter, [name, short]) => shorter.replaceAll(name, short), text);
}
