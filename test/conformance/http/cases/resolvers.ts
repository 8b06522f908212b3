import { answered, asking, at, fieldError, type Exchange } from '../exchange.ts';

const raise = (args: string): [string] => [`{ raise(${args}) { id } }`];
const RAISED = at(1, 3);
const NO_DATA = { data: { raise: null } };

const pipeline = (args: string): [string] => [`{ pipeline${args} }`];
const STEPS = ['before', 'first.request', 'first.response', 'second.request', 'second.response'];
const ran = (count: number, previous: unknown, skipped: string[] = []): object => ({
  data: {
    pipeline: {
      jsonText: { ran: STEPS.slice(0, count).filter((step) => !skipped.includes(step)), previous },
    },
  },
});

/** \`{ below { below { … { id } } } }\`, and its data: \`depth\` levels in all, the root among them. */
const nested = (depth: number): [string, Record<string, unknown>] => [
  `query($json: AWSJSON!) { thing(json: $json) ${'{ below '.repeat(depth - 2)}{ id }${' }'.repeat(depth - 2)} }`,
  { json: `${'{"below":'.repeat(depth - 2)}{"id":1}${'}'.repeat(depth - 2)}` },
];
const wrapped = (depth: number, value: unknown): unknown =>
  Array.from({ length: depth - 2 }).reduce((inner: unknown) => ({ below: inner }), value);

/** Handlers, pipelines, errors, limits, and what resolvers are told. */
export const RESOLVERS: Exchange[] = [
  {
    name: '`util.error` ends the field; its data is restricted to the selection, its info is not',
    evidence: 'R',
    request: {
      body: asking(
        '{ raise(what: "error", handler: "request", message: "no", errorType: "Bad", data: "{\\"id\\":1,\\"name\\":2}", errorInfo: "{\\"why\\":1}") { id } }',
      ),
    },
    expected: {
      status: 200,
      text: JSON.stringify({
        data: { raise: null },
        errors: [
          {
            path: ['raise'],
            data: { id: 1 },
            errorType: 'Bad',
            errorInfo: { why: 1 },
            locations: RAISED,
            message: 'no',
          },
        ],
      }),
    },
  },
  answered(
    '`util.error` with a message alone has a type that is null',
    'R',
    raise('what: "error", handler: "response", message: "no"'),
    { ...NO_DATA, errors: [fieldError(['raise'], RAISED, { message: 'no' })] },
  ),
  answered(
    '`util.appendError` keeps the value',
    'D',
    raise('what: "appendError", handler: "response", message: "hm", errorType: "Warning"'),
    {
      data: { raise: { id: 'whole' } },
      errors: [fieldError(['raise'], RAISED, { message: 'hm', errorType: 'Warning' })],
    },
  ),
  answered('`util.unauthorized` names field and type', 'R', raise('what: "unauthorized", handler: "request"'), {
    ...NO_DATA,
    errors: [
      fieldError(['raise'], RAISED, {
        message: 'Not Authorized to access raise on type Query',
        errorType: 'Unauthorized',
      }),
    ],
  }),
  answered(
    '`runtime.earlyReturn` in the request leaves data source and response out',
    'D',
    raise('what: "earlyReturn", handler: "request", data: "{\\"id\\":\\"early\\"}"'),
    { data: { raise: { id: 'early' } } },
  ),
  answered('a fault of the code has the type `Code`', 'R', raise('what: "fault", handler: "request"'), {
    ...NO_DATA,
    errors: [fieldError(['raise'], RAISED, { message: /^code\.js:\d+:\d+: /, errorType: 'Code' })],
  }),
  answered(
    'an alias is the path of an error',
    'D',
    ['{ mine: raise(what: "error", handler: "request", message: "no") { id } }'],
    {
      data: { mine: null },
      errors: [fieldError(['mine'], RAISED, { message: 'no' })],
    },
  ),
  answered('a field that is denied is null by itself', 'R', ['{ echo(text: "a") internal }'], {
    data: { echo: 'a', internal: null },
    errors: [
      fieldError(['internal'], at(1, 19), {
        message: 'Not Authorized to access internal on type Query',
        errorType: 'Unauthorized',
      }),
    ],
  }),

  answered(
    'a pipeline hands each function the result of the one before',
    'D',
    pipeline(''),
    ran(5, [['begun', 'first'], 'second']),
  ),
  answered(
    'a pipeline goes on after an early return in a function',
    'D',
    pipeline('(where: "first.request", what: "earlyReturn")'),
    ran(5, ['early', 'second'], ['first.response']),
  ),
  answered(
    'a pipeline ends early with `skipTo: "END"`',
    'D',
    pipeline('(where: "first.request", what: "earlyReturn", skipTo: "END")'),
    ran(2, 'early'),
  ),
  answered(
    'a pipeline skips its functions after an early return of its own',
    'D',
    pipeline('(where: "before", what: "earlyReturn")'),
    ran(1, 'early'),
  ),
  answered('a pipeline ends with the first `util.error`', 'D', pipeline('(where: "first.response", what: "error")'), {
    data: { pipeline: null },
    errors: [fieldError(['pipeline'], RAISED, { message: 'stopped', errorType: 'Stopped' })],
  }),
  answered(
    'a pipeline goes on after `util.appendError`',
    'D',
    pipeline('(where: "first.response", what: "appendError")'),
    {
      ...ran(5, [['begun', 'first'], 'second']),
      errors: [fieldError(['pipeline'], RAISED, { message: 'noted', errorType: 'Noted' })],
    },
  ),

  answered(
    'a resolver knows its parent and its arguments',
    'D',
    ['{ thing(json: "{\\"id\\":1}") { mine: resolved(text: "t") } }'],
    { data: { thing: { mine: { jsonText: { arguments: { text: 't' }, source: { id: 1 } } } } } },
  ),
  answered(
    '`ctx.info` names the operation’s variables, field and parent type',
    'D',
    ['query($t: String) { context(text: $t) }', { t: 'a' }],
    {
      data: {
        context: {
          jsonText: {
            arguments: { text: 'a' },
            source: null,
            stash: {},
            result: null,
            prev: null,
            error: null,
            info: {
              fieldName: 'context',
              parentTypeName: 'Query',
              variables: { t: 'a' },
              selectionSetList: [],
              selectionSetGraphQL: '',
            },
          },
        },
      },
    },
  ),
  answered('an API key has no identity', 'R', ['{ identity }'], {
    data: { identity: { jsonText: { identity: null, authType: 'API Key Authorization' } } },
  }),
  {
    name: 'an IAM caller has one',
    evidence: 'D',
    request: { body: asking('{ identity }'), as: 'iam' },
    expected: {
      status: 200,
      body: {
        data: {
          identity: {
            jsonText: {
              identity: {
                accountId: /^\d{12}$/,
                cognitoIdentityPoolId: null,
                cognitoIdentityId: null,
                sourceIp: [/./],
                username: /./,
                userArn: /^arn:aws:/,
                cognitoIdentityAuthType: null,
                cognitoIdentityAuthProvider: null,
              },
              authType: 'IAM Authorization',
            },
          },
        },
      },
    },
  },
  {
    name: 'a request header is there under its name in lower case',
    evidence: 'D',
    request: { body: asking('{ header(name: "x-mine") }'), headers: { 'X-Mine': 'yes' } },
    expected: { status: 200, body: { data: { header: 'yes' } } },
  },
  {
    name: 'response headers reach the response',
    evidence: 'D',
    request: {
      body: asking(
        '{ a: responseHeaders(json: "{\\"itemsCount\\":7}") b: responseHeaders(json: "{\\"render\\":\\"yes\\"}") }',
      ),
    },
    expected: {
      status: 200,
      headers: { itemscount: '7', render: 'yes' },
      body: { data: { a: 1, b: 1 } },
    },
  },
  {
    name: 'restricted response headers are ignored, with an error each',
    evidence: 'D',
    request: {
      body: asking('query($json: AWSJSON!) { responseHeaders(json: $json) }', {
        json: JSON.stringify({ Vary: 'x', 'x-amz-mine': 'x', fine: 'yes', empty: null }),
      }),
    },
    expected: {
      status: 200,
      headers: { fine: 'yes', 'x-amz-mine': null },
      body: {
        data: { responseHeaders: 4 },
        errors: [1, 2, 3].map(() =>
          fieldError(['responseHeaders'], at(1, 26), { message: /./, errorType: 'ResponseHeaderError' }),
        ),
      },
    },
  },

  answered('depth up to the limit is answered', 'D', nested(20), { data: { thing: wrapped(20, { id: '1' }) } }),
  answered('a scalar beyond it is null, and what is above is there', 'D', nested(21), {
    data: { thing: wrapped(21, { id: null }) },
    errors: [
      fieldError(['thing', ...Array.from({ length: 19 }, () => 'below'), 'id'], at(1, 45 + 19 * 8 + 2), {
        message: /./,
        errorType: 'QueryDepthLimitReached',
      }),
    ],
  }),
  answered(
    'resolvers beyond the limit do not run',
    'D',
    [`{ ${Array.from({ length: 51 }, (_one, index) => `e${index}: echo(text: "a")`).join('\n')} }`],
    {
      data: Object.fromEntries(Array.from({ length: 51 }, (_one, index) => [`e${index}`, index < 50 ? 'a' : null])),
      errors: [fieldError(['e50'], at(51, 1), { message: /./, errorType: 'ResolverExecutionLimitReached' })],
    },
  ),
];
