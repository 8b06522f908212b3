import { answered, at, type Exchange } from '../exchange.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';

const THING = 'query($json: AWSJSON!) { thing(json: $json)';

/** What a Thing's field makes of a value. */
const field = (
  evidence: Evidence,
  [name, value]: [name: string, value: unknown],
  completed: unknown = value,
): Exchange =>
  answered(
    `\`${name}\` gives ${JSON.stringify(value)} as ${JSON.stringify(completed)}`,
    evidence,
    [`${THING} { ${name} } }`, { json: JSON.stringify({ [name]: value }) }],
    { data: { thing: { [name]: completed } } },
  );

/** A value that a Thing's field cannot carry: null, and an error without a type. */
const unfit = (evidence: Evidence, [name, value]: [name: string, value: unknown], reason: string): Exchange =>
  answered(
    `\`${name}\` cannot carry ${JSON.stringify(value)}`,
    evidence,
    [`${THING} { ${name} } }`, { json: JSON.stringify({ [name]: value }) }],
    {
      data: { thing: { [name]: null } },
      errors: [
        {
          path: ['thing', name],
          locations: at(1, 47),
          message: `Can't serialize value (/thing/${name}) : ${reason}`,
        },
      ],
    },
  );

/** What becomes of the values that resolvers return. */
export const COMPLETION: Exchange[] = [
  answered(
    'takes everything along up to the nearest field that may be null',
    'R',
    [`${THING} { id below { need } } }`, { json: '{"id":1,"below":{"id":2}}' }],
    {
      data: { thing: { id: '1', below: null } },
      errors: [
        {
          path: ['thing', 'below', 'need'],
          locations: at(1, 58),
          message: "Cannot return null for non-nullable type: 'String' within parent 'Thing' (/thing/below/need)",
        },
      ],
    },
  ),
  answered('takes all of the data along when the root may not be null', 'R', ['{ must(json: "null") { id } }'], {
    data: null,
    errors: [
      {
        path: ['must'],
        locations: at(1, 3),
        message: "Cannot return null for non-nullable type: 'Thing' within parent 'Query' (/must)",
      },
    ],
  }),
  answered('names the place in a list', 'R', [`${THING} { list { need } } }`, { json: '{"list":[{"need":"a"},{}]}' }], {
    data: { thing: { list: null } },
    errors: [
      {
        path: ['thing', 'list', 1, 'need'],
        locations: at(1, 54),
        message: "Cannot return null for non-nullable type: 'String' within parent 'Thing' (/thing/list[1]/need)",
      },
    ],
  }),
  answered('is null without an error where there is no resolver', 'D', ['{ unresolved }'], {
    data: { unresolved: null },
  }),
  answered(
    'looks for a value no deeper where the parent is a text',
    'U',
    [`${THING} { below { id } } }`, { json: '{"below":"text"}' }],
    { data: { thing: { below: { id: null } } } },
  ),
  answered(
    'tells types apart by `__typename`',
    'D',
    [
      'query($json: AWSJSON!) { found(json: $json) { __typename ... on Thing { name } ... on Other { size } } }',
      { json: '[{"__typename":"Thing","name":"n"},{"__typename":"Other","size":3}]' },
    ],
    {
      data: {
        found: [
          { __typename: 'Thing', name: 'n' },
          { __typename: 'Other', size: 3 },
        ],
      },
    },
  ),
  answered(
    'cannot tell types apart without it',
    'U',
    ['query($json: AWSJSON!) { node(json: $json) { id } }', { json: '{"id":1}' }],
    {
      data: { node: null },
      errors: [
        {
          path: ['node'],
          locations: at(1, 26),
          message: "Can't resolve '/node'. Could not determine the exact type of 'Node'",
        },
      ],
    },
  ),
  unfit('R', ['boolean', { a: 1 }], "Expected type 'Boolean' but was 'LinkedHashMap'."),
  unfit('R', ['int', 'many'], "Expected type 'Int' but was 'String'."),
  unfit('R', ['dateTime', 'yesterday'], 'Unable to serialize `yesterday` as a valid DateTime Object.'),
  unfit('R', ['timestamp', '2026-01-22T17:48:30Z'], 'Unable to serialize `2026-01-22T17:48:30Z` as a valid timestamp.'),
  unfit('U', ['int', 1.5], "Expected type 'Int' but was 'Double'."),
  // https://github.com/aws/aws-appsync-community/issues/21
  unfit('R', ['int', 2 ** 31], "Expected type 'Int' but was 'Long'."),
  unfit('U', ['int', true], "Expected type 'Int' but was 'Boolean'."),
  unfit('U', ['int', '0x10'], "Expected type 'Int' but was 'String'."),
  unfit('U', ['name', { a: 1 }], "Expected type 'String' but was 'LinkedHashMap'."),
  unfit('U', ['name', ['a']], "Expected type 'String' but was 'ArrayList'."),
  unfit('U', ['boolean', 'true'], "Expected type 'Boolean' but was 'String'."),
  unfit('U', ['float', [1]], "Expected type 'Float' but was 'ArrayList'."),
  unfit('U', ['date', '2026-1-2'], 'Unable to serialize `2026-1-2` as a valid date.'),
  unfit('U', ['color', 'BLUE'], "Invalid input for Enum 'Color'. Unknown value 'BLUE'"),
  field('D', ['json', { a: [1, null] }], { jsonText: { a: [1, null] } }),
  field('D', ['json', 'plain'], '"plain"'),
  field('U', ['json', '{"a":1}'], '{"a":1}'),
  field('D', ['json', 7], '7'),
  field('D', ['timestamp', -1]),
  field('D', ['date', '1970-01-01Z']),
  field('U', ['id', 7], '7'),
  field('U', ['name', 7], '7'),
  field('U', ['name', true], 'true'),
  field('U', ['int', '5'], 5),
  field('U', ['float', '1.5'], 1.5),
  field('U', ['boolean', 0], false),
];
