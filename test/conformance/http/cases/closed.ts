import type { Authorization } from '../../authorization.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';
import { asking, at, type Exchange, fieldError } from '../exchange.ts';

const token = (authorization: string): Authorization => ({ authorization });

const asked = (name: string, evidence: Evidence, as: Authorization, query: string, body: object): Exchange => ({
  name,
  evidence,
  request: { body: asking(query), as },
  expected: { status: 200, body },
});

const turnedAway = (name: string, as: Authorization, message: string): Exchange => ({
  name,
  evidence: 'U',
  request: { body: asking('{ echo(text: "a") }'), as },
  expected: { status: 401, body: { errors: [{ errorType: 'UnauthorizedException', message }] } },
});

const undefinedField = (field: string, type: string, line: [number, number], path: string): object => ({
  path: null,
  locations: at(...line),
  message: `Validation error of type FieldUndefined: Field '${field}' in type '${type}' is undefined @ '${path}'`,
});

/** An API without introspection, whose default mode is a Lambda authorizer. */
export const CLOSED: Exchange[] = [
  asked('does not tell its types', 'D', 'key', '{ __schema { types { name } } }', {
    data: null,
    errors: [undefinedField('types', '__Schema', [1, 14], '__schema/types')],
  }),
  asked('does not tell of a type', 'U', 'key', '{ __type(name: "Query") { name } }', {
    data: null,
    errors: [undefinedField('name', '__Type', [1, 27], '__type/name')],
  }),
  asked('tells `__typename`', 'R', 'key', '{ __typename keyed }', { data: { __typename: 'Query', keyed: 'keyed' } }),
  asked('lets a token in to which its authorizer says yes, with its context', 'D', token('allow'), '{ caller }', {
    data: {
      caller: {
        jsonText: { identity: { resolverContext: { token: 'allow' } }, authType: 'Lambda Authorization' },
      },
    },
  }),
  asked(
    'denies a field that its authorizer denies by name, and answers the others',
    'U',
    token('allow but Query.echo'),
    '{ echo(text: "a") __typename }',
    {
      data: { echo: null, __typename: 'Query' },
      errors: [
        fieldError(['echo'], at(1, 3), {
          message: 'Not Authorized to access echo on type Query',
          errorType: 'Unauthorized',
        }),
      ],
    },
  ),
  asked('denies a token a field of another mode', 'R', token('allow'), '{ keyed }', {
    data: { keyed: null },
    errors: [
      fieldError(['keyed'], at(1, 3), {
        message: 'Not Authorized to access keyed on type Query',
        errorType: 'Unauthorized',
      }),
    ],
  }),
  turnedAway(
    'turns a token away to which its authorizer says no',
    token('no'),
    'You are not authorized to make this call.',
  ),
  turnedAway('turns a request without a token away', {}, 'Valid authorization header not provided.'),
  {
    name: 'has a fault of its own for an authorizer that fails',
    evidence: 'U',
    request: { body: asking('{ echo(text: "a") }'), as: token('fail') },
    expected: { status: 400, body: { errors: [{ errorType: 'BadRequestException' }] } },
  },
];
