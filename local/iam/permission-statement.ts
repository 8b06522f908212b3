import type { Statement } from './principal.ts';

/** The condition that each property of a permission makes. */
const CONDITIONS = [
  ['SourceArn', 'ArnLike', 'aws:SourceArn'],
  ['SourceAccount', 'StringEquals', 'aws:SourceAccount'],
  ['PrincipalOrgID', 'StringEquals', 'aws:PrincipalOrgID'],
  ['EventSourceToken', 'StringEquals', 'lambda:EventSourceToken'],
  ['FunctionUrlAuthType', 'StringEquals', 'lambda:FunctionUrlAuthType'],
] as const;

/**
 * The statement that an `AWS::Lambda::Permission` adds to the policy of its function.
 * AWS: https://docs.aws.amazon.com/lambda/latest/api/API_AddPermission.html
 */
export function permissionStatement(properties: Record<string, unknown>, functionArn: string): Statement {
  const Condition: NonNullable<Statement['Condition']> = {};
  for (const [property, operator, key] of CONDITIONS) {
    if (property in properties) {
      Condition[operator] = { ...Condition[operator], [key]: String(properties[property]) };
    }
  }
  const principal = String(properties['Principal']);
  return {
    Effect: 'Allow',
    Action: String(properties['Action']),
    Resource: functionArn,
    Principal: principal === '*' ? '*' : { [principal.endsWith('.amazonaws.com') ? 'Service' : 'AWS']: principal },
    Condition,
  };
}
