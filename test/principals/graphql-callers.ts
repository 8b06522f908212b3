import type { TestStack } from '../end-to-end/test-stack.ts';
import { type Caller, changing, NOTHING, signersOf, tokenOf, wrongSigners } from './callers.ts';
import { bearing, type Credential, signing } from './credential.ts';
import { EXPIRED_KEY } from './expired-key.ts';
import { FIELDS } from './graphql.ts';
import { SUBSCRIPTION_NAMES } from './subscriptions.ts';

/** What somebody is answered at each door of the API: by the names of the fields, of the subscriptions, and `connect`. */
export type Answers = Record<string, string>;
export type Expected = Caller & { answers: Answers };

/** Answers to all that reads and watches, to what publishes, to introspection and to a connection. */
function answers(reads: string, publish: string, introspection: string, connect = 'yes'): Answers {
  return {
    ...Object.fromEntries(FIELDS.map(({ name }) => [name, reads])),
    publishJobProgress: publish,
    __schema: introspection,
    connect,
    ...Object.fromEntries(SUBSCRIPTION_NAMES.map((name) => [name, reads])),
  };
}

const NO = 'UnauthorizedException';
/** Known, and let in to read what these words say. */
const reading = (jobs: string): Answers => answers(jobs, 'Unauthorized', 'yes');
const NOBODY = answers(NO, NO, NO, NO);
/** An expired token is told of in another word when it would connect. */
const EXPIRED: Answers = { ...NOBODY, connect: 'Unauthorized' };
/** What a signer may do who is known, by its name; those who are not named may do nothing but connect. */
const SIGNERS: Partial<Record<string, Answers>> = {
  admin: answers('all', 'yes', 'yes'),
  reader: answers('all', NO, 'yes'),
  collector: answers(NO, 'yes', NO),
};
const STRANGER = answers(NO, NO, NO);

export const TENANCY = { claim: 'custom:tenant', metadataKey: 'tenant' };
export const OIDC = { issuer: 'https://login.example/tenant', clientId: 'web' };
const AT_ISSUER = { realm: 'login.example/tenant' };

function signers(stack: TestStack): Expected[] {
  const { credentials } = stack.outputs;
  const wrong: Caller[] = [
    ...wrongSigners(credentials),
    { who: 'a signature for another service', credential: signing(credentials.admin, { service: 'dynamodb' }) },
  ];
  return [
    ...signersOf(stack).map(([who, keys]) => ({
      who: `IAM: ${who}`,
      credential: signing(keys),
      answers: SIGNERS[who] ?? STRANGER,
    })),
    ...wrong.map((caller) => ({ ...caller, answers: NOBODY })),
  ];
}

/** Who comes to an API with tenants. */
export function tenancyCallers(stack: TestStack): Expected[] {
  const { outputs } = stack;
  const { userPoolId = '' } = outputs.resources;
  const ofTenant = (tenant: unknown, more: object = {}): object => ({ claims: { [TENANCY.claim]: tenant }, ...more });
  const user = (tenant: string, more: object = {}): Credential => tokenOf(outputs, ofTenant(tenant, more));
  const token = (who: string, credential: Credential, its: Answers): Expected => ({ who, credential, answers: its });
  const acme = user('acme');
  return [
    { ...NOTHING, answers: NOBODY },
    token(
      'an API key, which this API does not take',
      bearing({ 'x-api-key': 'da2-abcdefghijklmnopqrstuvwxyz' }),
      NOBODY,
    ),
    token('a user of tenant acme', acme, reading('acme')),
    token('the same, in the group admins', user('acme', { groups: ['admins'] }), reading('acme')),
    token(
      'the same, by an access token',
      tokenOf(outputs, ofTenant('acme'), { kind: 'access_token' }),
      reading('acme'),
    ),
    token('a user of tenant globex', user('globex'), reading('globex')),
    token('a user of a tenant without jobs', user('Acme'), reading('nothing')),
    token('a user of no tenant', tokenOf(outputs, { groups: ['acme'] }), reading('Unauthorized')),
    token('a user whose tenant is empty', user(''), reading('Unauthorized')),
    token('a user whose tenants are a list', tokenOf(outputs, ofTenant(['acme'])), reading('Unauthorized')),
    token('a user of an issuer, of tenant acme', tokenOf(outputs, ofTenant('acme'), AT_ISSUER), reading('acme')),
    token('an expired token', user('acme', { expiresIn: -1 }), EXPIRED),
    token('an expired token of an issuer', tokenOf(outputs, ofTenant('acme', { expiresIn: -1 }), AT_ISSUER), EXPIRED),
    token(
      'a token for another client of an issuer',
      tokenOf(outputs, ofTenant('acme', { clientId: 'radio' }), AT_ISSUER),
      NOBODY,
    ),
    token('a token of another issuer', tokenOf(outputs, ofTenant('acme'), { realm: '' }), NOBODY),
    token(
      'a token that names the user pool, of another issuer',
      tokenOf(
        outputs,
        { claims: { ...TENANT_ACME, iss: `https://cognito-idp.us-east-1.amazonaws.com/${userPoolId}` } },
        { realm: '' },
      ),
      NOBODY,
    ),
    token('a token whose tenant was changed', changing(acme, withTenant('globex')), NOBODY),
    token(
      'a token without a signature',
      changing(acme, ([, claims = '']) => [NONE, claims, '']),
      NOBODY,
    ),
    ...signers(stack),
  ];
}

const TENANT_ACME = { [TENANCY.claim]: 'acme' };
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const NONE = base64({ alg: 'none', typ: 'JWT' });

function withTenant(tenant: string): (parts: string[]) => string[] {
  return ([header = '', claims = '', signature = '']) => {
    const signed = JSON.parse(Buffer.from(claims, 'base64url').toString()) as object;
    return [header, base64({ ...signed, [TENANCY.claim]: tenant }), signature];
  };
}

/** Who comes to an API with a key, and no tenants. */
export function defaultCallers(stack: TestStack): Expected[] {
  const { apiKey = '' } = stack.outputs;
  const expired =
    stack.assembly.resources.find(({ logicalId }) => logicalId === EXPIRED_KEY)?.attributes['ApiKey'] ?? '';
  const key = (who: string, text: string, its: Answers): Expected => ({
    who,
    credential: bearing({ 'x-api-key': text }),
    answers: its,
  });
  return [
    { ...NOTHING, answers: NOBODY },
    key('the API key', apiKey, reading('all')),
    key(
      'another API key',
      apiKey.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
      NOBODY,
    ),
    key('an API key that has expired', expired, NOBODY),
    key('an empty API key', '', NOBODY),
    { who: 'a token', credential: bearing({ authorization: `${NONE}.e30.` }), answers: NOBODY },
    // The mode of IAM is the same one: all who sign are asked beside tenancy.
    ...signers(stack).filter(({ who }) => /: (admin|reader|collector|none)$/.test(who)),
  ];
}
