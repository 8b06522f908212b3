import { describe, expect, it } from 'vitest';
import { templateScope } from '../../../local/assembly/template-scope.ts';

const scope = templateScope(
  {
    Resources: {
      Pool: { Type: 'AWS::Cognito::UserPool', Properties: {} },
      Client: { Type: 'AWS::Cognito::UserPoolClient', Properties: { ClientName: 'web', UserPoolId: { Ref: 'Pool' } } },
      Domain: { Type: 'AWS::Cognito::UserPoolDomain', Properties: { Domain: 'jobs' } },
      Group: { Type: 'AWS::Cognito::UserPoolGroup', Properties: { GroupName: 'editors' } },
    },
  },
  'Stack',
  {
    region: 'eu-west-1',
    accountId: '000000000000',
    gatewayUrl: 'http://127.0.0.1:9000',
    graphqlUrl: 'http://127.0.0.1:4000/graphql',
    realtimeUrl: 'ws://127.0.0.1:4000/graphql/realtime',
  },
);

describe('Cognito', () => {
  it('names a user pool by its region and nine characters, its provider by the pool', () => {
    const id = scope.ref('Pool') as string;
    expect(id).toMatch(/^eu-west-1_[a-z0-9]{9}$/);
    expect(scope.identity('Pool')).toEqual({
      ref: id,
      attributes: {
        Arn: `arn:aws:cognito-idp:eu-west-1:000000000000:userpool/${id}`,
        ProviderName: `cognito-idp.eu-west-1.amazonaws.com/${id}`,
        ProviderURL: `https://cognito-idp.eu-west-1.amazonaws.com/${id}`,
        UserPoolId: id,
      },
    });
  });

  it('names an app client by an id, a domain and a group by what they are called', () => {
    const id = scope.ref('Client') as string;
    expect(id).toMatch(/^[a-z0-9]{26}$/);
    expect(scope.identity('Client')).toEqual({ ref: id, attributes: { ClientId: id, Name: 'web' } });
    expect([scope.ref('Domain'), scope.ref('Group')]).toEqual(['jobs', 'editors']);
  });
});
