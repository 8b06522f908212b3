import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../local/assembly/assembly.ts';
import type { Statement } from '../../../local/iam/principal.ts';
import { resourceStatements } from '../../../local/iam/resource-statements.ts';
import { assemblyOf } from '../assembly-of.ts';

const FUNCTION_ARN = 'arn:aws:lambda:us-east-1:000000000000:function:rounds';
const RULE_ARN = 'arn:aws:events:us-east-1:000000000000:rule/rounds';

describe('an `AWS::Lambda::Permission`', () => {
  it.each<[string, object, Partial<Statement>]>([
    [
      'of a service for one of its resources',
      { FunctionName: FUNCTION_ARN, Principal: 'events.amazonaws.com', SourceArn: RULE_ARN },
      { Principal: { Service: 'events.amazonaws.com' }, Condition: { ArnLike: { 'aws:SourceArn': RULE_ARN } } },
    ],
    [
      'of a service in an account of an organization',
      { Principal: 's3.amazonaws.com', SourceAccount: '000000000000', PrincipalOrgID: 'o-1' },
      {
        Principal: { Service: 's3.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': '000000000000', 'aws:PrincipalOrgID': 'o-1' } },
      },
    ],
    ['of an account', { Principal: '111122223333' }, { Principal: { AWS: '111122223333' }, Condition: {} }],
    ['of everyone', { Principal: '*' }, { Principal: '*', Condition: {} }],
  ])('%s is a statement of its function', (_, properties, statement) => {
    expect(statements({ FunctionName: 'rounds', ...properties }, FUNCTION_ARN)).toEqual([
      { Effect: 'Allow', Action: 'lambda:InvokeFunction', Resource: FUNCTION_ARN, ...statement },
    ]);
  });

  it('says nothing of other functions, nor of versions', () => {
    const permission = { FunctionName: 'rounds', Principal: '*' };
    expect(statements(permission, `${FUNCTION_ARN}:1`)).toEqual([]);
    expect(statements({ ...permission, FunctionName: 'other' }, FUNCTION_ARN)).toEqual([]);
  });
});

function statements(permission: object, arn: string): Statement[] {
  const resource = (type: string, ref: string, Arn: string, properties: object): Resource => ({
    logicalId: ref,
    type,
    ref,
    attributes: { Arn },
    properties: { ...properties },
  });
  const assembly = assemblyOf([
    resource('AWS::Lambda::Function', 'rounds', FUNCTION_ARN, {}),
    resource('AWS::Lambda::Permission', 'permission', '', { Action: 'lambda:InvokeFunction', ...permission }),
  ]);
  return resourceStatements(assembly, arn);
}
