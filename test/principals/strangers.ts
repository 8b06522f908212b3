import type { TestStack } from '../end-to-end/test-stack.ts';
import { type Caller, NOTHING, tokenOf, wrongSigners } from './callers.ts';
import { bearing } from './credential.ts';
import { type Answers, TENANCY } from './graphql-callers.ts';

/** Somebody who is not known to the AWS APIs, and what each of them says. */
export type Stranger = Caller & { answers: Answers };

/** Which answer is that of a service. */
export const apiOf = (service: string): string => ({ s3: 'S3', sqs: 'SQS' })[service] ?? 'all others';

const words = (s3: string, sqs: string, others: string): Answers => ({ S3: s3, SQS: sqs, 'all others': others });
const NO_TOKEN = 'MissingAuthenticationTokenException';
const UNREADABLE = 'IncompleteSignatureException';
const MISMATCH = 'InvalidSignatureException';
/** AWS: the same as in `local/gateway/error-response.ts`. Whoever does not sign does not tell that the request is for S3. */
const WORDS = {
  MISSING: words(NO_TOKEN, 'MissingAuthenticationToken', NO_TOKEN),
  INCOMPLETE: words(UNREADABLE, 'IncompleteSignature', UNREADABLE),
  UNKNOWN_KEY: words('InvalidAccessKeyId', 'InvalidClientTokenId', 'UnrecognizedClientException'),
  MISMATCH: words('SignatureDoesNotMatch', 'SignatureDoesNotMatch', MISMATCH),
  EXPIRED: words('RequestTimeTooSkewed', 'SignatureDoesNotMatch', MISMATCH),
  REGION: words('AuthorizationHeaderMalformed', 'SignatureDoesNotMatch', MISMATCH),
};

/** Everybody whom the AWS APIs do not know, callers of a GraphQL API among them. */
export function strangersOf({ outputs }: TestStack, apiKey: string): Stranger[] {
  const user = tokenOf(outputs, { claims: { [TENANCY.claim]: 'acme' } });
  return [
    { ...NOTHING, answers: WORDS.MISSING },
    { who: 'an API key', credential: bearing({ 'x-api-key': apiKey }), answers: WORDS.MISSING },
    { who: 'a token of a user', credential: user, answers: WORDS.INCOMPLETE },
    ...wrongSigners(outputs.credentials).map(({ fault, ...caller }) => ({ ...caller, answers: WORDS[fault] })),
  ];
}
