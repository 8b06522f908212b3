import type { Identify } from './identity.ts';

/** AWS: the return values at https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_Cognito.html */
export const COGNITO_IDENTITIES: Record<string, Identify> = {
  'AWS::Cognito::UserPool': ({ arn, id, environment: { region } }) => {
    const poolId = `${region}_${id(9)}`;
    const provider = `cognito-idp.${region}.amazonaws.com/${poolId}`;
    return {
      ref: poolId,
      attributes: {
        Arn: arn('cognito-idp', `userpool/${poolId}`),
        ProviderName: provider,
        ProviderURL: `https://${provider}`,
        UserPoolId: poolId,
      },
    };
  },
  'AWS::Cognito::UserPoolClient': ({ id, property }) => ({
    ref: id(26),
    attributes: { ClientId: id(26), Name: property('ClientName') ?? '' },
  }),
  'AWS::Cognito::UserPoolDomain': ({ property }) => ({ ref: property('Domain') ?? '', attributes: {} }),
  'AWS::Cognito::UserPoolGroup': ({ property, logicalId }) => ({
    ref: property('GroupName') ?? logicalId,
    attributes: {},
  }),
};
