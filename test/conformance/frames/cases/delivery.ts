import { type FrameCase, publish, seen, type Step } from '../frame-case.ts';

const mutate = (query: string): Step => ({ publish: { query } });
const subscribe = (query: string, variables: Record<string, unknown> = {}, id = '1'): Step => ({
  subscribe: { id, query, variables },
});

/** What a subscriber sees of an event. */
export const DELIVERY: FrameCase[] = [
  {
    name: 'shows null for what the mutation did not select',
    evidence: 'D',
    steps: [
      subscribe('subscription { onPublish(id: "cut") { id text nested { text } } }'),
      mutate('mutation { publish(input: { id: "cut", text: "t", nested: { text: "n" } }) { id } }'),
      seen('1', 'onPublish', { id: 'cut', text: null, nested: null }),
    ],
  },
  {
    name: 'shows of what the mutation selected only what the subscriber selects',
    evidence: 'D',
    steps: [
      subscribe('subscription { onPublish(id: "cut-again") { nested { int } } }'),
      publish({ id: 'cut-again', text: 't', nested: { text: 'n', int: 1 } }),
      seen('1', 'onPublish', { nested: { int: 1 } }),
    ],
  },
  {
    name: 'shows `errors` for what the mutation did not select and cannot be null',
    evidence: 'R',
    steps: [
      subscribe('subscription { onPublish(text: "no-id") { id text } }'),
      mutate('mutation { publish(input: { id: "a", text: "no-id" }) { text } }'),
      {
        expect: {
          id: '1',
          type: 'data',
          payload: {
            data: { onPublish: null },
            errors: [
              {
                message: "Cannot return null for non-nullable type: 'ID' within parent 'Update' (/onPublish/id)",
                path: ['onPublish', 'id'],
              },
            ],
          },
        },
      },
    ],
  },
  {
    name: 'is what the fields are, whatever the mutation calls them',
    evidence: 'U',
    steps: [
      subscribe('subscription { onPublish(id: "alias") { id text nested { int } } }'),
      mutate(
        'mutation { called: publish(input: { id: "alias", text: "t", nested: { int: 2 } }) { key: id words: text below: nested { number: int } } }',
      ),
      seen('1', 'onPublish', { id: 'alias', text: 't', nested: { int: 2 } }),
    ],
  },
  {
    name: 'is called what the subscriber calls it',
    evidence: 'D',
    steps: [
      subscribe(
        'subscription { called: onPublish(id: "named") { ...Parts key: id __typename } } fragment Parts on Update { words: text nested { ... on Nested { text } } }',
      ),
      publish({ id: 'named', text: 't', nested: { text: 'n' } }),
      seen('1', 'called', { words: 't', nested: { text: 'n' }, key: 'named', __typename: 'Update' }),
    ],
  },
  ...[true, false].map((whole): FrameCase => ({
    name: `follows \`@include\` with a variable that is ${whole}`,
    evidence: 'D',
    steps: [
      subscribe(
        'subscription ($whole: Boolean!) { onPublish(id: "include") { id text @include(if: $whole) int @skip(if: $whole) } }',
        { whole },
      ),
      publish({ id: 'include', text: 't', int: 1 }),
      seen('1', 'onPublish', whole ? { id: 'include', text: 't' } : { id: 'include', int: 1 }),
    ],
  })),
  {
    name: 'follows `@include` with the default of a variable',
    evidence: 'D',
    steps: [
      subscribe(
        'subscription ($whole: Boolean = true) { onPublish(id: "default") { id text @include(if: $whole) int @skip(if: $whole) } }',
      ),
      publish({ id: 'default', text: 't', int: 1 }),
      seen('1', 'onPublish', { id: 'default', text: 't' }),
    ],
  },
  {
    name: 'reaches every subscription of a connection, each by its own selection, and those with variables of their own',
    evidence: 'D',
    steps: [
      subscribe('subscription ($id: ID) { onPublish(id: $id) { id } }', { id: 'many' }, 'a'),
      subscribe('subscription ($id: ID) { onPublish(id: $id) { id } }', { id: 'other' }, 'b'),
      subscribe('subscription ($group: String) { onPublish(group: $group) { id text } }', { group: 'many' }, 'c'),
      publish({ id: 'other', group: 'nobody' }),
      seen('b', 'onPublish', { id: 'other' }),
      publish({ id: 'nobody', group: 'many', text: 't' }),
      seen('c', 'onPublish', { id: 'nobody', text: 't' }),
      publish({ id: 'many', group: 'nobody' }),
      seen('a', 'onPublish', { id: 'many' }),
    ],
  },
  {
    name: 'comes of each mutation that the field names',
    evidence: 'D',
    steps: [
      subscribe('subscription { onPublish(id: "either") { id text } }'),
      publish({ id: 'either', text: 'one' }),
      seen('1', 'onPublish', { id: 'either', text: 'one' }),
      {
        publish: {
          query: 'mutation { publishInternal(input: { id: "either", text: "other" }) { id text } }',
          as: 'iam',
        },
      },
      seen('1', 'onPublish', { id: 'either', text: 'other' }),
    ],
  },
  {
    name: 'comes of each field of a mutation, in their order',
    evidence: 'U',
    steps: [
      subscribe('subscription { onPublish(group: "two") { id } }'),
      mutate(
        'mutation { one: publish(input: { id: "1", group: "two" }) { id group } two: publish(input: { id: "2", group: "two" }) { id group } }',
      ),
      seen('1', 'onPublish', { id: '1' }),
      seen('1', 'onPublish', { id: '2' }),
    ],
  },
  {
    name: 'does not come of a mutation that the caller may not have',
    evidence: 'D',
    steps: [
      subscribe('subscription { onPublish(group: "denied") { id } }'),
      mutate('mutation { publishInternal(input: { id: "no", group: "denied" }) { id group } }'),
      publish({ id: 'yes', group: 'denied' }),
      seen('1', 'onPublish', { id: 'yes' }),
    ],
  },
  {
    name: 'does not reach a subscriber who may not have a nested field that it selects, though it was let in',
    evidence: 'U',
    steps: [
      subscribe('subscription { onPublish(id: "guarded") { id guarded { text } } }', {}, 'denied'),
      subscribe('subscription { onPublish(id: "guarded") { id } }', {}, 'allowed'),
      {
        publish: {
          query: 'mutation { publish(input: { id: "guarded", guarded: { text: "t" } }) { id guarded { text } } }',
          as: 'iam',
        },
      },
      seen('allowed', 'onPublish', { id: 'guarded' }),
      publish({ id: 'guarded' }),
      seen('allowed', 'onPublish', { id: 'guarded' }),
    ],
  },
  {
    name: 'does not come of a mutation whose caller may not have a nested field of it that cannot be null',
    evidence: 'R',
    steps: [
      subscribe('subscription { onPublishStrict { text } }'),
      { publish: { query: 'mutation { publishStrict(text: "iam") { text } }', as: 'iam' } },
      mutate('mutation { publishStrict(text: "key") { text } }'),
      seen('1', 'onPublishStrict', { text: 'key' }),
    ],
  },
  {
    name: 'is the whole list that a mutation returns, for who gave no arguments, and nothing for who did',
    evidence: 'U',
    steps: [
      { subscribe: { id: 'some', query: 'subscription { onPublishMany(group: "list") { id } }' } },
      { subscribe: { id: 'all', query: 'subscription { onPublishMany { id nested { text } } }' } },
      mutate(
        'mutation { publishMany(inputs: [{ id: "1", group: "list" }, { id: "2", group: "list", nested: { text: "t" } }]) { key: id group nested { text } } }',
      ),
      {
        expect: {
          id: 'all',
          type: 'data',
          payload: {
            data: {
              onPublishMany: [
                { id: '1', nested: null },
                { id: '2', nested: { text: 't' } },
              ],
            },
          },
        },
      },
      mutate('mutation { publishMany(inputs: []) { id } }'),
      { expect: { id: 'all', type: 'data', payload: { data: { onPublishMany: [] } } } },
    ],
  },
  {
    name: 'is the scalar that a mutation returns, for who gave no arguments, and nothing for who did',
    evidence: 'U',
    steps: [
      { subscribe: { id: 'some', query: 'subscription { onPublishText(text: "t") }' } },
      { subscribe: { id: 'all', query: 'subscription { onPublishText }' } },
      mutate('mutation { publishText(text: "t") }'),
      { expect: { id: 'all', type: 'data', payload: { data: { onPublishText: 't' } } } },
      mutate('mutation { publishText(text: null) }'),
      mutate('mutation { publishText(text: "u") }'),
      { expect: { id: 'all', type: 'data', payload: { data: { onPublishText: 'u' } } } },
    ],
  },
  {
    name: 'is dropped when it is over 240 KB, and delivered just below',
    evidence: 'R',
    steps: [
      subscribe('subscription { onPublish(group: "size") { text } }'),
      publish({ id: 'large', group: 'size', text: 'x'.repeat(245_760) }),
      publish({ id: 'small', group: 'size', text: 'x'.repeat(244_000) }),
      seen('1', 'onPublish', { text: 'x'.repeat(244_000) }),
    ],
  },
];
