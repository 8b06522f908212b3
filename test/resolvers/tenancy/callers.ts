import type { Caller } from '../../../local/appsync/caller.ts';
import { ADMINISTRATOR, openIdUserWith, READER, userWith } from '../test-callers.ts';

/** The tokens' claim that names the tenant, and the key of the jobs' user metadata that does. */
export const CLAIM = 'custom:tenant';
export const KEY = 'ten=ant';

/** What the API's environment says of it. */
export const TENANCY = { TENANT_CLAIM: CLAIM, TENANT_METADATA_KEY: KEY };

/** Users of two tenants. */
export const A = userWith({ [CLAIM]: 'A' });
export const B = userWith({ [CLAIM]: 'B' });

/** Who sees the jobs of whom: of a tenant; null: of all of them, and of none. */
export const SEEING: [who: string, caller: Caller, tenant: string | null][] = [
  ['a user of tenant A', A, 'A'],
  ['a user of tenant B', B, 'B'],
  ['somebody of tenant A with a token of an issuer', openIdUserWith({ [CLAIM]: 'A' }), 'A'],
  ['a user of a tenant whose name looks like a tag', userWith({ [CLAIM]: 'A|queue:Q' }), 'A|queue:Q'],
  ['a user of a tenant without jobs', userWith({ [CLAIM]: 'a' }), 'a'],
  ['a caller that signs for IAM', ADMINISTRATOR, null],
];

/** Who sees the jobs of nobody. */
export const DENIED: [who: string, caller: Caller][] = [
  ['a user without the claim', userWith({})],
  ['a user with an empty claim', userWith({ [CLAIM]: '' })],
  ['a user with a number as claim', userWith({ [CLAIM]: 7 })],
  ['a user with a list as claim', userWith({ [CLAIM]: ['A'] })],
  ['a user with an object as claim', userWith({ [CLAIM]: { A: 'A' } })],
  ['a user with null as claim', userWith({ [CLAIM]: null })],
  ['a user with true as claim', userWith({ [CLAIM]: true })],
  ['a user with the tenant in other claims', userWith({ tenant: 'A', [KEY]: 'A', 'custom:Tenant': 'A' })],
  ['a user who sends the claim as a header', { ...userWith({}), headers: { [CLAIM]: 'A' } }],
  ['somebody with a token of an issuer, without the claim', openIdUserWith({})],
  ['a holder of an API key', READER],
  [
    'somebody whom a Lambda authorizer let in',
    { mode: 'AWS_LAMBDA', identity: { resolverContext: { [CLAIM]: 'A' } }, principal: null, headers: {} },
  ],
];

/** What they are told. */
export const REFUSAL = {
  errorType: 'Unauthorized',
  message: `Not authorized: the caller's token names no tenant in its claim ${CLAIM}`,
};
