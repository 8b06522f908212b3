import { type FrameCase, publish, refused, seen } from '../frame-case.ts';

type Evidence = FrameCase['evidence'];

const QUERY = 'subscription ($filter: AWSJSON!) { onPublishFiltered(filter: $filter) { id } }';
const GROUPS = 'subscription ($filter: AWSJSON!) { onPublishFilterGroup(filter: $filter) { id } }';

/** The events of a case have a group of their own, since all cases publish. */
const filtering = (
  name: string,
  evidence: Evidence,
  filter: Record<string, unknown>,
  out: Record<string, unknown>[],
  through: Record<string, unknown>,
): FrameCase => ({
  name,
  evidence,
  steps: [
    {
      subscribe: {
        id: '1',
        query: QUERY,
        variables: { filter: JSON.stringify({ and: [{ group: { eq: name } }, filter] }) },
      },
    },
    ...out.map((input) => publish({ id: 'out', group: name, ...input })),
    publish({ id: 'through', group: name, ...through }),
    seen('1', 'onPublishFiltered', { id: 'through' }),
  ],
});

const values = (count: number): string[] => Array.from({ length: count }, (_, index) => `v${index}`);
const refusal = (name: string, filters: [string, string, unknown][], message: string): FrameCase => ({
  name,
  evidence: 'R',
  steps: [
    {
      start: {
        id: '1',
        query: GROUPS,
        variables: {
          filter: JSON.stringify({
            filterGroup: [{ filters: filters.map(([fieldName, operator, value]) => ({ fieldName, operator, value })) }],
          }),
        },
      },
    },
    refused('1', { message, errorCode: 400 }),
  ],
});

/** The filters that resolvers set. */
export const FILTERS: FrameCase[] = [
  filtering('eq', 'D', { text: { eq: 'a' } }, [{ text: 'A' }, { text: 'ab' }, {}], { text: 'a' }),
  filtering('eq of a boolean', 'D', { boolean: { eq: true } }, [{ boolean: false }, {}], { boolean: true }),
  filtering('ne', 'D', { int: { ne: 1 } }, [{ int: 1 }], { int: 2 }),
  filtering('lt', 'D', { int: { lt: 5 } }, [{ int: 5 }, { int: 6 }], { int: 4 }),
  filtering('le', 'D', { int: { le: 5 } }, [{ int: 6 }], { int: 5 }),
  filtering('gt', 'D', { int: { gt: 5 } }, [{ int: 5 }], { int: 6 }),
  filtering('ge', 'D', { int: { ge: 5 } }, [{ int: 4 }], { int: 5 }),
  filtering('ge of a text', 'D', { text: { ge: 'b' } }, [{ text: 'a' }], { text: 'b' }),
  filtering('between', 'D', { int: { between: [2, 4] } }, [{ int: 1 }, { int: 5 }], { int: 3 }),
  filtering('beginsWith', 'D', { text: { beginsWith: 'ab' } }, [{ text: 'cab' }, { text: 'Ab' }], { text: 'abc' }),
  filtering('contains of a text', 'D', { text: { contains: 'bc' } }, [{ text: 'b c' }], { text: 'abcd' }),
  filtering('contains of a list', 'D', { ints: { contains: 10 } }, [{ ints: [1, 0] }, { ints: [] }], { ints: [1, 10] }),
  filtering('notContains', 'D', { text: { notContains: 'bc' } }, [{ text: 'abcd' }], { text: 'b c' }),
  filtering('in', 'D', { text: { in: ['a', 'b'] } }, [{ text: 'c' }], { text: 'b' }),
  filtering('notIn', 'D', { text: { notIn: ['a', 'b'] } }, [{ text: 'a' }], { text: 'c' }),
  filtering('containsAny', 'D', { ints: { containsAny: [10, 15] } }, [{ ints: [1] }], { ints: [15, 20] }),
  filtering('a path', 'D', { 'nested.deeper.text': { eq: 'd' } }, [{ nested: { deeper: { text: 'e' } } }], {
    nested: { deeper: { text: 'd' } },
  }),
  filtering('or', 'D', { or: [{ int: { eq: 1 } }, { text: { eq: 'a' } }] }, [{ int: 2, text: 'b' }], { text: 'a' }),
  filtering(
    'beginsWith on a path matches nothing',
    'R',
    { or: [{ 'nested.text': { beginsWith: 'm' } }, { int: { eq: 1 } }] },
    [{ nested: { text: 'm-1' } }],
    { int: 1 },
  ),
  filtering(
    'a list of objects is ignored',
    'D',
    { or: [{ objects: { contains: 'a' } }, { int: { eq: 1 } }] },
    [{ objects: [{ text: 'a' }] }],
    { int: 1 },
  ),
  filtering(
    'notContains of a list matches everything',
    'R',
    { and: [{ strings: { notContains: 'a' } }, { int: { eq: 1 } }] },
    [{ strings: ['b'], int: 2 }],
    { strings: ['a'], int: 1 },
  ),
  filtering(
    'notContains of a list of objects matches nothing',
    'U',
    { or: [{ objects: { notContains: 'b' } }, { int: { eq: 1 } }] },
    [{ objects: [{ text: 'a' }] }],
    { int: 1 },
  ),
  {
    name: 'turns the arguments off',
    evidence: 'D',
    steps: [
      {
        subscribe: {
          id: '1',
          query: 'subscription ($filter: AWSJSON!) { onPublishFiltered(filter: $filter, text: "never") { id text } }',
          variables: { filter: '{"group":{"eq":"arguments off"}}' },
        },
      },
      publish({ id: 'a', group: 'arguments off', text: 'other' }),
      seen('1', 'onPublishFiltered', { id: 'a', text: 'other' }),
    ],
  },
  refusal(
    'is refused with 6 values for `in`',
    [['text', 'in', values(6)]],
    'subscription exceeds maximum value limit 5 for operator `in`.',
  ),
  refusal(
    'is refused with 6 values for `notIn`',
    [['text', 'notIn', values(6)]],
    'subscription exceeds maximum value limit 5 for operator `notIn`.',
  ),
  refusal(
    'is refused with 21 values for `containsAny`',
    [['strings', 'containsAny', values(21)]],
    'subscription exceeds maximum value limit 20 for operator `containsAny`.',
  ),
  refusal(
    'is refused with 6 fields',
    ['id', 'group', 'text', 'int', 'float', 'boolean'].map((name) => [name, 'ne', 'x']),
    'Filters exceed maximum attributes limit 5 for subscription',
  ),
];
