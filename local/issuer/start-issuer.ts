import { createServer } from 'node:http';
import { listen } from '../listen.ts';
import { createHandler } from './handle-request.ts';
import { createOpenIdIssuer, createUserPool, type Realm, regionOf } from './realm.ts';
import type { TokenRequest, Tokens } from './token-request.ts';

/** A local issuer of tokens, for tests and demos: whoever reaches it signs in as anyone. */
export type Issuer = {
  /** `http://127.0.0.1:PORT`: the plain OpenID Connect issuer, the `iss` of its tokens. */
  url: string;
  /** Where a user pool's keys are. */
  jwksUrlOf(userPoolId: string): string;
  /** Where an OpenID Connect issuer is served, whatever its name. */
  openIdUrlOf(issuer: string): string;
  /** Tokens of the plain issuer, or of a user pool. Rejects for a pool that is not served. */
  mint(request: TokenRequest, userPoolId?: string): Promise<Tokens>;
  /** Has the plain issuer, or a user pool, sign with a new key; the old one is gone at once. */
  rotateKey(userPoolId?: string): void;
  close(): Promise<void>;
};

/** An issuer that is served in another's name. */
export type NamedIssuer = {
  /** Its URL, the `iss` of its tokens. */
  issuer: string;
  /** The client that its tokens are for, unless another is asked for. @default `local` */
  clientId?: string;
};

/**
 * Serves an OpenID Connect issuer at its root, each user pool at `/USER_POOL_ID`, and each named issuer at its URL without the scheme,
 * `/login.example/tenant`: `/.well-known/openid-configuration`, `/.well-known/jwks.json`, and `POST /token` for demos.
 * Keys are made anew at each start. Rejects when the port is taken, and for what is no pool's id.
 */
export async function startIssuer(
  options: {
    /** 0 picks a free one. @default 0 */
    port?: number;
    /** The user pools that are served. @default none */
    userPoolIds?: readonly string[];
    /** The OpenID Connect issuers that are served beside its own. @default none */
    issuers?: readonly NamedIssuer[];
    /** @default the clock */
    now?: () => Date;
  } = {},
): Promise<Issuer> {
  const { port = 0, userPoolIds = [], issuers = [], now = () => new Date() } = options;
  for (const id of userPoolIds) regionOf(id);
  const realms = new Map<string, Realm>();
  const server = createServer(createHandler(realms));
  const listening = await listen(server, port);
  const url = `http://127.0.0.1:${listening.port}`;
  const openIdUrlOf = (issuer: string): string => `${url}${pathOf(issuer)}`;
  realms.set('', createOpenIdIssuer(url, url, now));
  for (const id of userPoolIds) realms.set(`/${id}`, createUserPool(id, `${url}/${id}`, now));
  for (const { issuer, clientId } of issuers)
    realms.set(pathOf(issuer), createOpenIdIssuer(issuer, openIdUrlOf(issuer), now, clientId));

  const realmOf = (userPoolId: string | undefined): Realm => {
    const realm = realms.get(userPoolId === undefined ? '' : `/${userPoolId}`);
    if (realm === undefined) throw new Error(`the user pool ${userPoolId ?? ''} is not served here`);
    return realm;
  };
  return {
    url,
    jwksUrlOf: (userPoolId) => `${url}/${userPoolId}/.well-known/jwks.json`,
    openIdUrlOf,
    mint: async (request, userPoolId) => realmOf(userPoolId).mint(request),
    rotateKey: (userPoolId) => realmOf(userPoolId).rotateKey(),
    close: listening.close,
  };
}

/** The path of a named issuer. A slash at the end of a name is in its tokens, and makes no other issuer. */
function pathOf(issuer: string): string {
  const { host, pathname } = new URL(issuer);
  return `/${host}${pathname.replace(/\/$/, '')}`;
}
