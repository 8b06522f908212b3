import { isJsonObject } from '../json.ts';

/** Whose tokens are wanted, and for whom. */
export type TokenRequest = {
  /** @default a new UUID */
  sub?: string;
  /** @default `sub` */
  username?: string;
  /** @default none */
  groups?: string[];
  /** The app client that the tokens are for. @default `local` */
  clientId?: string;
  /** How long the tokens are good, in seconds. @default 3600 */
  expiresIn?: number;
  /** More claims of both tokens; they win over those that the issuer makes. */
  claims?: Record<string, unknown>;
};

/** An answer of a token endpoint. AWS: https://docs.aws.amazon.com/cognito/latest/developerguide/token-endpoint.html */
export type Tokens = { access_token: string; id_token: string; token_type: 'Bearer'; expires_in: number };

/** Reads the body of a request to a token endpoint; text says what is wrong with it. */
export function readTokenRequest(body: unknown): TokenRequest | string {
  if (!isJsonObject(body)) return 'the body is no JSON object';
  const { sub, username, groups, clientId, expiresIn, claims } = body;
  for (const [name, value] of Object.entries({ sub, username, clientId })) {
    if (value !== undefined && typeof value !== 'string') return `${name} is no text`;
  }
  if (groups !== undefined && !(Array.isArray(groups) && groups.every((group) => typeof group === 'string'))) {
    return 'groups is no list of text';
  }
  if (expiresIn !== undefined && !(typeof expiresIn === 'number' && Number.isFinite(expiresIn))) {
    return 'expiresIn is no number of seconds';
  }
  if (claims !== undefined && !isJsonObject(claims)) return 'claims is no object';
  return body;
}
