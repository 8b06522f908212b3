import type { AuthProvider } from '../api.ts';
import type { ControlOptions } from './operations/operation.ts';

/** An API as `GetGraphqlApi` tells it. AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_GraphqlApi.html */
export function graphqlApi({ api, graphqlUrl, realtimeUrl }: ControlOptions): object {
  const [provider, ...additional] = api.providers;
  return {
    name: api.name,
    apiId: api.apiId,
    arn: api.arn,
    apiType: 'GRAPHQL',
    visibility: 'GLOBAL',
    owner: api.arn.split(':')[4],
    ...authentication(provider, true),
    ...(additional.length > 0 && {
      additionalAuthenticationProviders: additional.map((one) => authentication(one, false)),
    }),
    uris: { GRAPHQL: graphqlUrl, REALTIME: realtimeUrl },
    dns: { GRAPHQL: new URL(graphqlUrl).host, REALTIME: new URL(realtimeUrl).host },
    introspectionConfig: api.introspection ? 'ENABLED' : 'DISABLED',
    queryDepthLimit: api.queryDepthLimit,
    resolverCountLimit: api.resolverCountLimit,
    xrayEnabled: false,
  };
}

/** An authorization mode with its settings. `defaultAction` is the default provider's alone. */
function authentication(provider: AuthProvider, isDefault: boolean): object {
  const authenticationType = provider.mode;
  switch (provider.mode) {
    case 'API_KEY':
    case 'AWS_IAM':
      return { authenticationType };
    case 'AMAZON_COGNITO_USER_POOLS': {
      const { userPoolId, region: awsRegion, appIdClientRegex, defaultAction } = provider;
      const settings = { userPoolId, awsRegion, appIdClientRegex };
      return { authenticationType, userPoolConfig: isDefault ? { ...settings, defaultAction } : settings };
    }
    case 'OPENID_CONNECT': {
      const { issuer, clientId, iatTtlMs: iatTTL, authTtlMs: authTTL } = provider;
      return { authenticationType, openIDConnectConfig: { issuer, clientId, iatTTL, authTTL } };
    }
    case 'AWS_LAMBDA': {
      const { authorizerUri, resultTtlSeconds, identityValidationExpression } = provider;
      return {
        authenticationType,
        lambdaAuthorizerConfig: {
          authorizerUri,
          authorizerResultTtlInSeconds: resultTtlSeconds,
          identityValidationExpression,
        },
      };
    }
  }
}
