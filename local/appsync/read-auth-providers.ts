import type { Resource } from '../assembly/assembly.ts';
import { isJsonObject } from '../json.ts';
import type { AppSyncApi, AuthProvider } from './api.ts';
import {
  listProperty,
  numberProperty,
  objectProperty,
  optionalTextProperty,
  textProperty,
} from './resource-property.ts';

/**
 * The authorization modes of a GraphQLApi: its own first, then its additional ones.
 * AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-appsync-graphqlapi.html
 *
 * @throws Error naming the API, for what AWS refuses at deployment
 */
export function readAuthProviders(api: Resource, region: string): AppSyncApi['providers'] {
  const first = readProvider(api, region);
  const additional = listProperty(api, 'AdditionalAuthenticationProviders').map((properties) =>
    readProvider({ ...api, properties: isJsonObject(properties) ? properties : {} }, region),
  );
  if (additional.length > 0 && 'defaultAction' in first && first.defaultAction === 'DENY') {
    throw new Error(
      `${api.logicalId}: Additional authentication providers cannot be specified when setting DENY for top level user pool authentication type.`,
    );
  }
  const names = [first, ...additional].map(nameOf);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  // UNSURE: AWS's wording.
  if (twice !== undefined)
    throw new Error(`${api.logicalId}: The authentication provider ${twice} is specified twice.`);
  return [first, ...additional];
}

/** What may be there once: the mode, of user pools each pool, of OpenID Connect each issuer. */
function nameOf(provider: AuthProvider): string {
  if (provider.mode === 'AMAZON_COGNITO_USER_POOLS') return `${provider.mode} ${provider.userPoolId}`;
  return provider.mode === 'OPENID_CONNECT' ? `${provider.mode} ${provider.issuer}` : provider.mode;
}

/** Reads an element of the additional providers like the API itself: their properties have the same names. */
function readProvider(owner: Resource, region: string): AuthProvider {
  const mode = textProperty(owner, 'AuthenticationType');
  const settings = (name: string): Resource => ({ ...owner, properties: objectProperty(owner, name) });
  if (mode === 'API_KEY' || mode === 'AWS_IAM') return { mode };
  if (mode === 'AMAZON_COGNITO_USER_POOLS') return userPool(settings('UserPoolConfig'), region);
  if (mode === 'OPENID_CONNECT') return openIdIssuer(settings('OpenIDConnectConfig'));
  if (mode === 'AWS_LAMBDA') return authorizer(settings('LambdaAuthorizerConfig'));
  throw new Error(`${owner.logicalId}: ${mode} is no AuthenticationType`);
}

function userPool(config: Resource, region: string): AuthProvider {
  const defaultAction = optionalTextProperty(config, 'DefaultAction') ?? 'ALLOW';
  if (defaultAction !== 'ALLOW' && defaultAction !== 'DENY') {
    throw new Error(`${config.logicalId}: DefaultAction ${defaultAction} is neither ALLOW nor DENY`);
  }
  return {
    mode: 'AMAZON_COGNITO_USER_POOLS',
    userPoolId: textProperty(config, 'UserPoolId'),
    region: optionalTextProperty(config, 'AwsRegion') ?? region,
    defaultAction,
    ...expression(config, 'AppIdClientRegex', 'appIdClientRegex'),
  };
}

function openIdIssuer(config: Resource): AuthProvider {
  const issuer = textProperty(config, 'Issuer');
  if (!URL.canParse(issuer)) throw new Error(`${config.logicalId}: Issuer ${issuer} is no URL`);
  return {
    mode: 'OPENID_CONNECT',
    issuer,
    iatTtlMs: numberProperty(config, 'IatTTL', 0),
    authTtlMs: numberProperty(config, 'AuthTTL', 0),
    ...expression(config, 'ClientId', 'clientId'),
  };
}

function authorizer(config: Resource): AuthProvider {
  const resultTtlSeconds = numberProperty(config, 'AuthorizerResultTtlInSeconds', 0);
  // AWS: https://docs.aws.amazon.com/appsync/latest/APIReference/API_LambdaAuthorizerConfig.html
  if (resultTtlSeconds < 0 || resultTtlSeconds > 3600) {
    throw new Error(`${config.logicalId}: AuthorizerResultTtlInSeconds ${resultTtlSeconds} is not from 0 to 3600`);
  }
  return {
    mode: 'AWS_LAMBDA',
    authorizerUri: textProperty(config, 'AuthorizerUri'),
    resultTtlSeconds,
    ...expression(config, 'IdentityValidationExpression', 'identityValidationExpression'),
  };
}

/** A regular expression under its name in the engine; nothing when the template gives none, or an empty one. */
function expression<Name extends string>(
  config: Resource,
  property: string,
  name: Name,
): Partial<Record<Name, string>> {
  const text = optionalTextProperty(config, property);
  if (!text) return {};
  try {
    new RegExp(text);
  } catch (error) {
    throw new Error(`${config.logicalId}: ${property} ${text} is no regular expression`, { cause: error });
  }
  const read: Partial<Record<Name, string>> = {};
  read[name] = text;
  return read;
}
