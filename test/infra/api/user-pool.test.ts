import { RemovalPolicy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ auth: ['COGNITO'] });

describe('the user pool', () => {
  it('lets nobody sign up by himself, and takes a strong password and a code of an authenticator app', () => {
    expect(propertiesOf(synthesis, 'ApiUserPool')).toMatchObject({
      AdminCreateUserConfig: { AllowAdminCreateUserOnly: true },
      UsernameAttributes: ['email'],
      UsernameConfiguration: { CaseSensitive: false },
      Policies: {
        PasswordPolicy: {
          MinimumLength: 12,
          RequireLowercase: true,
          RequireUppercase: true,
          RequireNumbers: true,
          RequireSymbols: true,
          TemporaryPasswordValidityDays: 3,
        },
      },
      MfaConfiguration: 'ON',
      EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
      AccountRecoverySetting: { RecoveryMechanisms: [{ Name: 'verified_email', Priority: 1 }] },
    });
  });

  it('can be deleted, and is with the stack, unless it is to be kept', () => {
    const kept = synthesize({ auth: ['COGNITO'], deletionProtection: true, removalPolicy: RemovalPolicy.RETAIN });

    expect(propertiesOf(synthesis, 'ApiUserPool')['DeletionProtection']).toBe('INACTIVE');
    expect(synthesis.resources['ApiUserPool']?.DeletionPolicy).toBe('Delete');
    expect(propertiesOf(kept, 'ApiUserPool')['DeletionProtection']).toBe('ACTIVE');
    expect(kept.resources['ApiUserPool']?.DeletionPolicy).toBe('Retain');
  });

  it('has a client without a secret, to which a password is never sent', () => {
    expect(propertiesOf(synthesis, 'ApiUserPoolClient')).toEqual({
      UserPoolId: '${ApiUserPool}',
      GenerateSecret: false,
      ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
      AllowedOAuthFlowsUserPoolClient: false,
      SupportedIdentityProviders: ['COGNITO'],
      PreventUserExistenceErrors: 'ENABLED',
      EnableTokenRevocation: true,
    });
  });

  it('has an attribute for the tenant that tokens tell and no user can write, when a claim begins with `custom:`', () => {
    const withTenants = (claim: string): ReturnType<typeof synthesize> =>
      synthesize({ auth: ['COGNITO'], tenancy: { claim, metadataKey: 'tenant' } });
    const custom = withTenants('custom:tenant');

    expect(propertiesOf(custom, 'ApiUserPool')).toEqual({
      ...propertiesOf(synthesis, 'ApiUserPool'),
      Schema: [
        {
          Name: 'tenant',
          AttributeDataType: 'String',
          StringAttributeConstraints: { MaxLength: '256' },
          Mutable: true,
        },
      ],
    });
    expect(propertiesOf(custom, 'ApiUserPoolClient')).toEqual({
      ...propertiesOf(synthesis, 'ApiUserPoolClient'),
      ReadAttributes: ['custom:tenant', 'email', 'email_verified', 'name'],
      WriteAttributes: ['email', 'name'],
    });
    expect(withTenants('sub').resources['ApiUserPoolClient']).toEqual(synthesis.resources['ApiUserPoolClient']);
  });

  it('is an output with its client; of a given pool the id alone is', () => {
    const given = synthesize({ auth: ['COGNITO'], userPoolId: 'us-east-1_AbCdEfGhI' });

    expect(synthesis.outputs).toMatchObject({
      UserPoolId: '${ApiUserPool}',
      UserPoolClientId: '${ApiUserPoolClient}',
    });
    expect(given.outputs).toMatchObject({ UserPoolId: 'us-east-1_AbCdEfGhI' });
    expect(given.outputs).not.toHaveProperty('UserPoolClientId');
  });

  it.each([
    ['a pool is given', { auth: ['COGNITO'], userPoolId: 'us-east-1_AbCdEfGhI' }],
    ['no token of a pool is taken', { auth: ['API_KEY', 'OIDC'], oidc: { issuer: 'https://login.example' } }],
  ] as const)('is not made when %s', (_, props) => {
    const { resources } = synthesize(props);

    expect(Object.values(resources).filter(({ Type: type }) => type.startsWith('AWS::Cognito::'))).toEqual([]);
    expect(namesOf(synthesis, 'AWS::Cognito::UserPool')).toEqual(['ApiUserPool']);
  });
});
