import { Expiration } from 'aws-cdk-lib';
import { type AuthorizationConfig, type AuthorizationMode, AuthorizationType } from 'aws-cdk-lib/aws-appsync';
import type { IUserPool } from 'aws-cdk-lib/aws-cognito';
import type { AuthMode, OidcProps } from '../props.ts';
import { apiKeyExpiry } from './api-key-expiry.ts';

/** What the modes need to know. */
export interface AuthorizationProps {
  /** The day at whose start the API key expires; undefined for eleven months from now. */
  readonly apiKeyExpires: string | undefined;
  /** The user pool whose tokens are taken; needed with `COGNITO`. */
  readonly userPool: IUserPool | undefined;
  /** The issuer whose tokens are taken; needed with `OIDC`. */
  readonly oidc: OidcProps | undefined;
}

/** The modes of the API in AppSync's terms: the first is the default, the others are beside it. */
export function authorizationConfig(
  [byDefault, ...beside]: readonly [AuthMode, ...AuthMode[]],
  props: AuthorizationProps,
): AuthorizationConfig {
  return {
    defaultAuthorization: authorizationMode(byDefault, props),
    additionalAuthorizationModes: beside.map((mode) => authorizationMode(mode, props)),
  };
}

function authorizationMode(mode: AuthMode, { apiKeyExpires, userPool, oidc }: AuthorizationProps): AuthorizationMode {
  switch (mode) {
    case 'API_KEY': {
      const expires = apiKeyExpires === undefined ? apiKeyExpiry(new Date()) : new Date(apiKeyExpires);
      return {
        authorizationType: AuthorizationType.API_KEY,
        apiKeyConfig: { expires: Expiration.atDate(expires) },
      };
    }
    case 'COGNITO':
      if (userPool === undefined) throw new Error('COGNITO needs a user pool');
      return { authorizationType: AuthorizationType.USER_POOL, userPoolConfig: { userPool } };
    case 'OIDC':
      if (oidc === undefined) throw new Error('OIDC needs an issuer');
      return {
        authorizationType: AuthorizationType.OIDC,
        openIdConnectConfig: {
          oidcProvider: oidc.issuer,
          ...(oidc.clientId !== undefined && { clientId: oidc.clientId }),
        },
      };
    case 'IAM':
      return { authorizationType: AuthorizationType.IAM };
  }
}
