import type { Authorization } from '../../authorization.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';
import { asking, at, type Exchange, fieldError } from '../exchange.ts';

const ECHO = asking('{ echo(text: "a") }');
const THING = 'query ($json: AWSJSON!) { thing(json: $json) { id unmarked { text } } }';
const NESTED = asking(THING, { json: '{"id":1,"unmarked":{"text":"t"}}' });

const turnedAway = (
  name: string,
  evidence: Evidence,
  as: Authorization,
  { body = ECHO, message = 'You are not authorized to make this call.' } = {},
): Exchange => ({
  name,
  evidence,
  request: { body, as },
  expected: {
    status: 401,
    headers: { 'x-amzn-errortype': 'UnauthorizedException' },
    body: { errors: [{ errorType: 'UnauthorizedException', message }] },
  },
});

const unauthorized = (path: string[], locations: object[], field: string): object =>
  fieldError(path, locations, { message: `Not Authorized to access ${field}`, errorType: 'Unauthorized' });

/** Who is let in, and to what. */
export const AUTHORIZATION: Exchange[] = [
  turnedAway('turns a request without credentials away', 'R', {}),
  turnedAway('turns an unknown API key away', 'R', { 'x-api-key': 'da2-00000000000000000000000000' }),
  turnedAway('turns an API key away that has expired', 'U', 'expired key'),
  turnedAway('turns a signature away that is not of its key', 'U', 'forged'),
  turnedAway('turns a signature away that is six minutes old', 'U', 'late'),
  {
    name: 'lets a signed request in',
    evidence: 'D',
    request: { body: asking('{ internal }'), as: 'iam' },
    expected: { status: 200, body: { data: { internal: 'internal' } } },
  },
  turnedAway('turns a signer away whose policies allow none of the fields', 'U', 'limited', {
    body: asking('{ internal }'),
    message: 'Permission denied',
  }),
  {
    name: 'denies the field that the policies of a signer do not allow by its ARN, and answers the others',
    evidence: 'U',
    request: { body: asking('{ echo(text: "a") internal }'), as: 'limited' },
    expected: {
      status: 200,
      body: {
        data: { echo: 'a', internal: null },
        errors: [unauthorized(['internal'], at(1, 19), 'internal on type Query')],
      },
    },
  },
  {
    name: 'denies a field whose directive is of another mode',
    evidence: 'R',
    request: { body: asking('{ internal }') },
    expected: {
      status: 200,
      body: { data: { internal: null }, errors: [unauthorized(['internal'], at(1, 3), 'internal on type Query')] },
    },
  },
  {
    name: 'lets the default mode have a nested type without directives',
    evidence: 'D',
    request: { body: NESTED },
    expected: { status: 200, body: { data: { thing: { id: '1', unmarked: { text: 't' } } } } },
  },
  {
    name: 'denies every other mode a nested type without directives',
    evidence: 'R',
    request: { body: NESTED, as: 'iam' },
    expected: {
      status: 200,
      body: {
        data: { thing: { id: '1', unmarked: { text: null } } },
        errors: [
          unauthorized(['thing', 'unmarked', 'text'], at(1, 1 + THING.indexOf('text')), 'text on type Unmarked'),
        ],
      },
    },
  },
];
