import { createHash } from 'node:crypto';
import type { Assembly, Resource } from '../assembly/assembly.ts';
import { AWS_MANAGED_POLICIES } from './aws-managed-policies.ts';
import type { Principal, Statement } from './principal.ts';

/**
 * A session of a role of the stack, with every identity-based statement that the stack attaches to the role:
 * inline policies, `AWS::IAM::RolePolicy`, `AWS::IAM::Policy`, `AWS::IAM::ManagedPolicy` and the AWS managed policies listed here.
 * Throws when the stack has no such role, or gives it a policy whose text is not known here.
 */
export function rolePrincipal(assembly: Assembly, roleArn: string): Principal {
  const role = assembly.resources.find(
    ({ type, attributes }) => type === 'AWS::IAM::Role' && attributes['Arn'] === roleArn,
  );
  if (role === undefined) throw new Error(`The stack has no role ${roleArn}`);
  if (role.properties['PermissionsBoundary'] !== undefined) {
    throw new Error(`${role.logicalId}: PermissionsBoundary is not imitated`);
  }
  return {
    arn: `arn:aws:sts::${assembly.accountId}:assumed-role/${role.ref}/local`,
    accountId: assembly.accountId,
    userId: `AROA${createHash('sha256').update(roleArn).digest('hex').slice(0, 17).toUpperCase()}:local`,
    context: {},
    statements: [
      ...list(role.properties['Policies']).flatMap(statementsOf),
      ...list(role.properties['ManagedPolicyArns']).flatMap((arn) => managedStatements(assembly, role, String(arn))),
      ...assembly.resources
        .filter(({ type, properties }) => isPolicy(type) && rolesOf(properties).includes(role.ref))
        .flatMap(({ properties }) => statementsOf(properties)),
    ],
  };
}

const POLICIES = ['AWS::IAM::RolePolicy', 'AWS::IAM::Policy', 'AWS::IAM::ManagedPolicy'];
const isPolicy = (type: string): boolean => POLICIES.includes(type);
const rolesOf = ({ RoleName: role, Roles: roles }: Resource['properties']): unknown[] => [role, ...list(roles)];

function managedStatements(assembly: Assembly, role: Resource, arn: string): Statement[] {
  const own = assembly.resources.find(({ type, ref }) => type === 'AWS::IAM::ManagedPolicy' && ref === arn);
  const statements = own === undefined ? AWS_MANAGED_POLICIES[arn] : statementsOf(own.properties);
  if (statements === undefined)
    throw new Error(`${role.logicalId}: the text of the managed policy ${arn} is not known`);
  return statements;
}

function statementsOf(policy: unknown): Statement[] {
  const document = (policy as { PolicyDocument?: { Statement?: Statement | Statement[] } }).PolicyDocument;
  return [document?.Statement ?? []].flat();
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
