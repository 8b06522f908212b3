import type { Authorization } from '../../authorization.ts';
import { type FrameCase, NOT_UNDERSTOOD, publish, refused, seen, type Step } from '../frame-case.ts';

const ON_PUBLISH = 'subscription { onPublish(group: "subscriptions") { id } }';
/** `onPublish` with so many levels of fields. The API's limit is 20. */
const levels = (depth: number): string =>
  `subscription { onPublish(group: "deep") { nested { ${'deeper { '.repeat(depth - 3)}text${' }'.repeat(depth - 3)} } } }`;

const update = { id: 'a', group: 'subscriptions' };

/** A `start` that is refused, as the only step. */
const refusal = (
  name: string,
  evidence: FrameCase['evidence'],
  query: string,
  error: Record<string, unknown>,
  as?: Authorization,
): FrameCase => ({
  name,
  evidence,
  steps: [{ start: { id: '1', query, ...(as && { as }) } }, refused('1', error)],
});

/** A subscription from its `start` to its end. */
export const SUBSCRIPTIONS: FrameCase[] = [
  {
    name: 'goes from `start` over `start_ack` and `data` to `complete`',
    evidence: 'D',
    steps: [
      { start: { id: '1', query: ON_PUBLISH } },
      { expect: { id: '1', type: 'start_ack' } },
      publish(update),
      seen('1', 'onPublish', { id: 'a' }),
      { send: { id: '1', type: 'stop' } },
      { expect: { id: '1', type: 'complete' } },
      publish(update),
      { subscribe: { id: '1', query: ON_PUBLISH } },
    ],
  },
  {
    name: 'is refused while its `id` is live; the live one goes on',
    evidence: 'R',
    steps: [
      { subscribe: { id: 'same', query: ON_PUBLISH } },
      { start: { id: 'same', query: ON_PUBLISH } },
      refused('same', { errorType: 'DuplicatedOperationError', message: 'Duplicated operation with id same' }),
      publish(update),
      seen('same', 'onPublish', { id: 'a' }),
    ],
  },
  {
    name: 'may be of another mode than its connection, next to one that is not',
    evidence: 'D',
    steps: [
      { subscribe: { id: 'key', query: ON_PUBLISH } },
      { subscribe: { id: 'iam', query: 'subscription { onPublishInternal(id: "internal") { id } }', as: 'iam' } },
      publish(update),
      seen('key', 'onPublish', { id: 'a' }),
      { publish: { query: 'mutation { publishInternal(input: { id: "internal" }) { id } }', as: 'iam' } },
      seen('iam', 'onPublishInternal', { id: 'internal' }),
    ],
  },
  {
    name: 'does not end by a `stop` of another',
    evidence: 'U',
    steps: [
      { subscribe: { id: '1', query: ON_PUBLISH } },
      { send: { id: '2', type: 'stop' } },
      publish(update),
      seen('1', 'onPublish', { id: 'a' }),
    ],
  },
  ...(
    [
      ['is no string', { query: ON_PUBLISH }],
      ['is not JSON', ON_PUBLISH],
      ['is missing', undefined],
    ] as const
  ).map(([what, data]): FrameCase => ({
    name: `makes no sense when its \`data\` ${what}`,
    evidence: 'R',
    steps: [{ send: { id: '1', type: 'start', payload: { data } } }, NOT_UNDERSTOOD],
  })),
  refusal(
    'is refused to a caller without authorization',
    'R',
    ON_PUBLISH,
    {
      errorType: 'UnauthorizedException',
      message: 'You are not authorized to make this call.',
    },
    {},
  ),
  refusal(
    'is refused to an unknown key',
    'R',
    ON_PUBLISH,
    { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
    { 'x-api-key': 'da2-00000000000000000000000000' },
  ),
  ...(
    [
      ['an API key that has expired', 'expired key'],
      ['a signature that is not of its key', 'forged'],
      ['a signature that is six minutes old', 'late'],
    ] as const
  ).map(([what, as]) =>
    refusal(
      `is refused to ${what}`,
      'U',
      ON_PUBLISH,
      { errorType: 'UnauthorizedException', message: 'You are not authorized to make this call.' },
      as,
    ),
  ),
  refusal(
    'is refused to a signer whose policies do not allow its field by its ARN',
    'R',
    ON_PUBLISH,
    { errorType: 'UnauthorizedException', message: 'Permission denied' },
    'limited',
  ),
  refusal('is refused to a mode that the schema does not let in', 'R', 'subscription { onPublishInternal { id } }', {
    errorType: 'Unauthorized',
    message: 'Not Authorized to access onPublishInternal on type Subscription',
  }),
  refusal(
    'is refused by `util.error` of its resolver',
    'D',
    'subscription { onPublishRefused(message: "No.", errorType: "Refused") { id } }',
    { errorType: 'Refused', message: 'No.' },
  ),
  refusal('is refused by `util.unauthorized` of its resolver', 'D', 'subscription { onPublishUnauthorized { id } }', {
    errorType: 'Unauthorized',
    message: 'Not Authorized to access onPublishUnauthorized on type Subscription',
  }),
  refusal('is refused when it is not valid', 'R', 'subscription { onPublish { nothing } }', {
    message:
      "Validation error of type FieldUndefined: Field 'nothing' in type 'Update' is undefined @ 'onPublish/nothing'",
  }),
  refusal('is refused with two fields', 'U', 'subscription { onPublish { id } onPublishUnauthorized { id } }', {
    message: /^Validation error of type /,
  }),
  {
    name: 'may be as deep as the `queryDepthLimit`',
    evidence: 'U',
    steps: [{ subscribe: { id: '1', query: levels(20) } }],
  },
  refusal('is refused when it is deeper than the `queryDepthLimit`', 'U', levels(21), {
    errorType: 'QueryDepthLimitReached',
    message: /./,
  }),
  {
    name: 'is one of 200 of a connection at most',
    evidence: 'U',
    steps: [
      ...Array.from({ length: 200 }, (_, index): Step => ({ subscribe: { id: `${index}`, query: ON_PUBLISH } })),
      { start: { id: 'one more', query: ON_PUBLISH } },
      refused('one more', {
        errorType: 'MaxSubscriptionsReachedError',
        message: 'Max number of 200 subscriptions reached',
      }),
      { send: { id: '0', type: 'stop' } },
      { expect: { id: '0', type: 'complete' } },
      { subscribe: { id: 'one more', query: ON_PUBLISH } },
    ],
  },
  refusal('is refused when it is a query', 'U', 'query { echo(text: "a") }', {
    errorType: 'UnsupportedOperation',
    message: 'query not supported through the realtime channel',
  }),
];
