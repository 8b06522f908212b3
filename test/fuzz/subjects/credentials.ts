import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { readToken } from '../../../local/appsync/authorization/read-token.ts';
import { createPageTokens, InvalidTokenError } from '../../../local/appsync/data-sources/dynamodb/page-token.ts';
import { createCredentialStore } from '../../../local/iam/credential-store.ts';
import { verifySignature } from '../../../local/iam/verify-signature.ts';
import { signing } from '../../principals/credential.ts';
import { keys, mutated } from '../../local/appsync/soak/hostile-texts.ts';
import { text } from '../hostile-events.ts';
import { hold, type Subject, subjectOf } from '../subject.ts';

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const jwt = fc
  .tuple(
    fc.jsonValue({ maxDepth: 2 }),
    fc.dictionary(fc.oneof(keys, fc.constantFrom('iss', 'sub', 'exp')), fc.jsonValue({ maxDepth: 2 })),
  )
  .map(([kid, claims]) => `${base64({ alg: 'RS256', kid })}.${base64(claims)}.${base64('signature')}`);

/** A change of a text that leaves another one. */
const change = fc.record({ at: fc.nat(), to: fc.constantFrom('A', 'B', '-', '', 'é', '=') });
const changed = (whole: string, { at, to }: { at: number; to: string }): string => {
  const place = at % whole.length;
  return `${whole.slice(0, place)}${to}${whole.slice(place + 1)}`;
};
const bytesOf = (token: string): string => Buffer.from(token, 'base64url').toString('hex');

/** No token is opened that was not sealed here, no signature holds that was changed, and whatever is no token is told so. */
export async function credentials(): Promise<Subject> {
  const tokens = createPageTokens(randomBytes(32));
  const sealed = tokens.seal({ id: { S: 'job' } }, 'owner');
  const store = createCredentialStore();
  const admin = store.issue({
    arn: 'arn:aws:iam::0:user/admin',
    accountId: '0',
    userId: 'A',
    context: {},
    statements: [],
  });
  const request = { method: 'POST', path: '/', headers: { host: 'localhost' }, body: '{"a":1}' };
  const headers = await signing(admin)({ service: 'dynamodb', ...request });
  const { authorization = '' } = headers;
  const verify = (given: Record<string, string>, body = request.body) =>
    verifySignature({ ...request, query: '', headers: { ...headers, ...given }, body: Buffer.from(body) }, store);
  hold((await verify({})).ok, 'a signature holds that nobody changed');

  const opens = (token: string, owner: string): boolean => {
    try {
      tokens.open(token, owner);
      return true;
    } catch (error) {
      hold(error instanceof InvalidTokenError, `${String(error)} says that a token is none`);
      return false;
    }
  };
  const property = fc.asyncProperty(fc.tuple(mutated(jwt), text, change), async ([token, any, edit]) => {
    for (const header of [token, `Bearer ${token}`, any]) readToken(header);
    const other = changed(sealed, edit);
    hold(
      opens(other, 'owner') === (bytesOf(other) === bytesOf(sealed)),
      'a token opens as it was sealed, and no other',
    );
    hold(!opens(sealed, `owner${any}x`), 'a token opens for nobody else');
    const forged = changed(authorization, edit);
    // A signature covers neither how its fields are separated nor the case of its digits.
    if (edit.to !== '' && /^[A-Z]$/.test(edit.to) && forged.toLowerCase() !== authorization.toLowerCase())
      hold(!(await verify({ authorization: forged })).ok, 'a signature does not hold that was changed');
    hold(!(await verify({ authorization: any })).ok, 'a text is no signature');
    hold(!(await verify({}, `${request.body}${any}x`)).ok, 'a signature does not hold for another body');
  });
  return subjectOf(property);
}
