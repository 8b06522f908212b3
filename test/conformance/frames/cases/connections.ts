import { ACK, type FrameCase, NOT_UNDERSTOOD, type Step } from '../frame-case.ts';

const INIT: Step = { send: { type: 'connection_init' } };
const failed = (...errors: Record<string, unknown>[]): Step => ({
  expect: { type: 'connection_error', payload: { errors } },
});
const UNAUTHORIZED = failed({
  errorType: 'UnauthorizedException',
  message: 'You are not authorized to make this call.',
  errorCode: 401,
});

/** The upgrade, and what follows until the acknowledgement. */
export const CONNECTIONS: FrameCase[] = [
  ...(['subprotocol', 'query', 'headers'] as const).flatMap((by): FrameCase[] => [
    { name: `is accepted with an API key by ${by}`, evidence: 'D', connect: { by }, steps: [INIT, ACK] },
  ]),
  ...(['unescaped query', 'url-safe query'] as const).map((by): FrameCase => ({
    name: `is accepted with an API key by ${by}`,
    evidence: 'U',
    connect: { by, as: 'key' },
    steps: [INIT, ACK],
  })),
  ...(['subprotocol', 'query'] as const).map((by): FrameCase => ({
    name: `is accepted with a signature over \`/graphql/connect\` by ${by}`,
    evidence: 'D',
    connect: { by, as: 'iam' },
    steps: [INIT, ACK],
  })),
  {
    name: 'is told `UnauthorizedException` without authorization, then ends',
    evidence: 'R',
    connect: { as: {} },
    steps: [INIT, UNAUTHORIZED, { expectClose: [1000, 1005, 1006] }],
  },
  {
    name: 'is told `UnauthorizedException` with an unknown key, then ends',
    evidence: 'R',
    connect: { as: { 'x-api-key': 'da2-00000000000000000000000000' } },
    steps: [INIT, UNAUTHORIZED, { expectClose: [1000, 1005, 1006] }],
  },
  ...(
    [
      ['an API key that has expired', 'expired key'],
      ['a signature that is not of its key', 'forged'],
      ['a signature that is six minutes old', 'late'],
    ] as const
  ).map(([what, as]): FrameCase => ({
    name: `is told \`UnauthorizedException\` with ${what}, then ends`,
    evidence: 'U',
    connect: { as },
    steps: [INIT, UNAUTHORIZED, { expectClose: [1000, 1005, 1006] }],
  })),
  {
    name: 'is accepted with the signature of a caller who may subscribe to nothing',
    evidence: 'U',
    connect: { as: 'limited' },
    steps: [INIT, ACK],
  },
  {
    name: 'is told `NoProtocolError` without a subprotocol, then ends',
    evidence: 'R',
    connect: { by: 'query', subprotocols: [] },
    steps: [failed({ message: 'NoProtocolError', errorCode: 400 }), { expectClose: [1000, 1005, 1006] }],
  },
  {
    name: 'is told `SubProtocolNotSupportedError` with another subprotocol, then ends without a closing handshake',
    evidence: 'R',
    connect: { by: 'query', subprotocols: ['graphql-transport-ws'] },
    steps: [failed({ message: 'SubProtocolNotSupportedError', errorCode: 400 }), { expectClose: [1006] }],
  },
  {
    name: 'is told that it is alive right after it is accepted',
    evidence: 'D',
    connect: {},
    steps: [INIT, ACK, { expectKeepAlive: true }],
  },
  {
    name: 'ignores what comes before `connection_init`',
    evidence: 'D',
    connect: {},
    steps: [{ start: { id: 'early', query: 'subscription { onPublish { id } }' } }, { send: 'not json' }, INIT, ACK],
  },
  {
    name: 'ignores a second `connection_init`',
    evidence: 'U',
    connect: {},
    steps: [INIT, ACK, INIT, { subscribe: { id: '1', query: 'subscription { onPublish { id } }' } }],
  },
  {
    name: 'makes nothing of a message of an unknown type, and goes on',
    evidence: 'R',
    steps: [
      { send: { id: '1', type: 'subscribe', payload: {} } },
      NOT_UNDERSTOOD,
      { subscribe: { id: '1', query: 'subscription { onPublish { id } }' } },
    ],
  },
  ...(
    [
      ['that is not JSON', 'not json'],
      ['that is no object', [1]],
      ['without a type', {}],
    ] as const
  ).map(([what, message]): FrameCase => ({
    name: `makes nothing of a message ${what}`,
    evidence: 'U',
    steps: [{ send: message }, NOT_UNDERSTOOD],
  })),
];
