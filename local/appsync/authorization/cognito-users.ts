import type { AuthProvider } from '../api.ts';
import type { CognitoIdentity } from '../caller.ts';
import type { TokenClaim } from './read-token.ts';
import type { SigningKeys } from './signing-keys.ts';
import { matchesWhole, verifyToken } from './verify-token.ts';

/** A user pool that an API takes the tokens of. */
export type UserPool = Extract<AuthProvider, { mode: 'AMAZON_COGNITO_USER_POOLS' }>;

/** The `iss` of a pool's tokens. AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-tokens-verifying-a-jwt.html */
export const issuerOf = ({ userPoolId, region }: Pick<UserPool, 'userPoolId' | 'region'>): string =>
  `https://cognito-idp.${region}.amazonaws.com/${userPoolId}`;

/** Where Cognito keeps a pool's keys. */
export const awsJwksUrl = (userPoolId: string, region: string): string =>
  `${issuerOf({ userPoolId, region })}/.well-known/jwks.json`;

/** Who a pool's token is of; or why it is not good. Takes id tokens and access tokens, which name the app client differently. */
export async function verifyCognitoUser(
  token: TokenClaim,
  pool: UserPool,
  { keys, now, jwksUrl, sourceIp }: { keys: SigningKeys; now: () => Date; jwksUrl: string; sourceIp: string },
): Promise<{ identity: CognitoIdentity } | { reason: string; expired?: true }> {
  const issuer = issuerOf(pool);
  // AWS: Cognito signs with RS256 alone.
  const verified = await verifyToken(token, keys.at(jwksUrl), { issuer, algorithms: ['RS256'], now });
  if ('reason' in verified) return verified;
  const { claims } = verified;
  const use = claims['token_use'];
  if (use !== 'id' && use !== 'access') return { reason: 'its token is neither an id token nor an access token' };
  const clientId = use === 'id' ? claims.aud : claims['client_id'];
  const { appIdClientRegex } = pool;
  if (appIdClientRegex !== undefined && !(typeof clientId === 'string' && matchesWhole(appIdClientRegex, clientId))) {
    return { reason: 'its token is for another app client' };
  }
  const username = claims[use === 'id' ? 'cognito:username' : 'username'];
  const groups = claims['cognito:groups'];
  return {
    identity: {
      sub: claims.sub,
      issuer,
      username: typeof username === 'string' ? username : claims.sub,
      claims,
      sourceIp: [sourceIp],
      defaultAuthStrategy: pool.defaultAction,
      groups: Array.isArray(groups) ? groups.map(String) : null,
    },
  };
}
