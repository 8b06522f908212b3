import { type FrameCase, publish, seen } from '../frame-case.ts';

/** An event that passes, another that does not: the second is published first, and must not be seen. */
const filtering = (
  name: string,
  evidence: FrameCase['evidence'],
  [declaration, passed]: [string, string],
  variables: Record<string, unknown>,
  { out, through }: { out: Record<string, unknown>[]; through: Record<string, unknown> },
): FrameCase => ({
  name,
  evidence,
  steps: [
    { subscribe: { id: '1', query: `subscription ${declaration} { onPublish${passed} { id } }`, variables } },
    ...out.map((input) => publish({ id: 'out', ...input })),
    publish({ id: 'through', ...through }),
    seen('1', 'onPublish', { id: typeof through['id'] === 'string' ? through['id'] : 'through' }),
  ],
});

/** Which events a subscription without a filter of its own gets. Each case has a group, since other subscribers publish, too. */
export const ARGUMENTS: FrameCase[] = [
  filtering(
    'is compared with the field of its name, by letter case too',
    'D',
    ['', '(group: "A-group")'],
    {},
    {
      out: [{ group: 'a-group' }, { group: 'A-group ' }, { text: 'A-group' }, { group: null }],
      through: { group: 'A-group' },
    },
  ),
  filtering(
    'holds together with the others',
    'D',
    ['', '(group: "and", int: 2)'],
    {},
    {
      out: [{ group: 'and' }, { group: 'and', int: 1 }, { int: 2 }],
      through: { group: 'and', int: 2 },
    },
  ),
  filtering(
    'matches null alone when it is an explicit null',
    'R',
    ['', '(group: "null", text: null)'],
    {},
    {
      out: [
        { group: 'null', text: 'null' },
        { group: 'null', text: '' },
      ],
      through: { group: 'null', text: null },
    },
  ),
  filtering(
    'counts as null when its variable is null',
    'R',
    ['($text: String)', '(group: "null-variable", text: $text)'],
    { text: null },
    { out: [{ group: 'null-variable', text: 'a' }], through: { group: 'null-variable', text: null } },
  ),
  filtering(
    'counts as null when its variable is declared and not given',
    'U',
    ['($text: String)', '(group: "no-variable", text: $text)'],
    {},
    { out: [{ group: 'no-variable', text: 'a' }], through: { group: 'no-variable', text: null } },
  ),
  filtering(
    'takes the default of its variable',
    'D',
    ['($text: String = "preset")', '(group: "default", text: $text)'],
    {},
    { out: [{ group: 'default', text: 'a' }], through: { group: 'default', text: 'preset' } },
  ),
  filtering(
    'that is an ID given as a number is its text',
    'D',
    ['', '(id: 4711)'],
    {},
    {
      out: [{ id: '47110' }],
      through: { id: '4711' },
    },
  ),
  filtering(
    'that is a number is no text',
    'D',
    ['', '(group: "number", int: 5, float: 1)'],
    {},
    {
      out: [
        { group: 'number', int: 5, float: 1.5 },
        { group: 'number', int: 4, float: 1 },
      ],
      through: { group: 'number', int: 5, float: 1 },
    },
  ),
  filtering(
    'may be a boolean',
    'D',
    ['', '(group: "boolean", boolean: false)'],
    {},
    {
      out: [{ group: 'boolean', boolean: true }, { group: 'boolean', boolean: null }, { group: 'boolean' }],
      through: { group: 'boolean', boolean: false },
    },
  ),
  {
    name: 'matches nothing that the mutation did not select',
    evidence: 'R',
    steps: [
      { subscribe: { id: '1', query: 'subscription { onPublish(group: "unselected") { id } }' } },
      { subscribe: { id: '2', query: 'subscription { onPublish(id: "unselected", group: null) { id } }' } },
      { publish: { query: 'mutation { publish(input: { id: "unselected", group: "unselected" }) { id } }' } },
      publish({ id: 'b', group: 'unselected' }),
      seen('1', 'onPublish', { id: 'b' }),
    ],
  },
];
