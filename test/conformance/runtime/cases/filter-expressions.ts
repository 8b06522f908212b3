import { returning, type RuntimeCase } from '../runtime-case.ts';

type Transform = 'toDynamoDBFilterExpression' | 'toDynamoDBConditionExpression';
/** `names` lists the attributes: the alias of `a` is `#a`. */
type Written = { expression: string; names: string[]; values?: Record<string, object> };
type Case = [name: string, filter: string, written: Written | null];

const single = (expression: string, values: Record<string, object> = {}): Written => ({
  expression,
  names: ['v'],
  values,
});
const A_B = { names: ['a', 'b'] };
const A_B_C = { names: ['a', 'b', 'c'] };
const LETTERS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j'];
const ONE = { N: 1 };
const TWO = { N: 2 };
const THREE = { N: 3 };
const X = { S: 'x' };

const WRITTEN: Case[] = [
  ['`eq`', '{ v: { eq: "x" } }', single('(#v = :v_eq)', { ':v_eq': X })],
  ['`ne`', '{ v: { ne: "x" } }', single('(#v <> :v_ne)', { ':v_ne': X })],
  ['`lt`', '{ v: { lt: "x" } }', single('(#v < :v_lt)', { ':v_lt': X })],
  ['`le`', '{ v: { le: "x" } }', single('(#v <= :v_le)', { ':v_le': X })],
  ['`gt`', '{ v: { gt: "x" } }', single('(#v > :v_gt)', { ':v_gt': X })],
  ['`ge`', '{ v: { ge: "x" } }', single('(#v >= :v_ge)', { ':v_ge': X })],
  ['a number stays one', '{ v: { eq: 10 } }', single('(#v = :v_eq)', { ':v_eq': { N: 10 } })],
  ['a fraction', '{ v: { eq: 1.5 } }', single('(#v = :v_eq)', { ':v_eq': { N: 1.5 } })],
  ['a boolean', '{ v: { eq: true } }', single('(#v = :v_eq)', { ':v_eq': { BOOL: true } })],
  ['null', '{ v: { eq: null } }', single('(#v = :v_eq)', { ':v_eq': { NULL: null } })],
  ['an object', '{ v: { eq: { a: 1 } } }', single('(#v = :v_eq)', { ':v_eq': { M: { a: ONE } } })],
  ['a list', '{ v: { eq: [1, 2] } }', single('(#v = :v_eq)', { ':v_eq': { L: [ONE, TWO] } })],
  ['`contains`', '{ v: { contains: "x" } }', single('(contains(#v,:v_contains))', { ':v_contains': X })],
  [
    '`notContains`',
    '{ v: { notContains: "x" } }',
    single('(NOT contains(#v,:v_notContains))', { ':v_notContains': X }),
  ],
  ['`beginsWith`', '{ v: { beginsWith: "x" } }', single('(begins_with(#v,:v_beginsWith))', { ':v_beginsWith': X })],
  [
    '`between`',
    '{ v: { between: ["1", "9"] } }',
    single('(#v BETWEEN :v_between_start AND :v_between_end)', {
      ':v_between_start': { S: '1' },
      ':v_between_end': { S: '9' },
    }),
  ],
  [
    '`between` numbers',
    '{ v: { between: [1, 9] } }',
    single('(#v BETWEEN :v_between_start AND :v_between_end)', {
      ':v_between_start': ONE,
      ':v_between_end': { N: 9 },
    }),
  ],
  [
    '`between` ignores a third bound',
    '{ v: { between: ["1", "9", "3"] } }',
    single('(#v BETWEEN :v_between_start AND :v_between_end)', {
      ':v_between_start': { S: '1' },
      ':v_between_end': { S: '9' },
    }),
  ],
  [
    '`in`',
    '{ v: { in: ["a", "b"] } }',
    single('(#v IN (:v_in_0, :v_in_1))', { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } }),
  ],
  ['`in` of one', '{ v: { in: ["a"] } }', single('(#v IN (:v_in_0))', { ':v_in_0': { S: 'a' } })],
  ['`attributeExists: true`', '{ v: { attributeExists: true } }', single('(attribute_exists(#v))')],
  ['`attributeExists: false`', '{ v: { attributeExists: false } }', single('(attribute_not_exists(#v))')],
  [
    '`attributeType` of every type',
    `{ a: { attributeType: "_null" }, b: { attributeType: "string" }, c: { attributeType: "stringSet" },
      d: { attributeType: "number" }, e: { attributeType: "numberSet" }, f: { attributeType: "binary" },
      g: { attributeType: "binarySet" }, h: { attributeType: "boolean" }, i: { attributeType: "list" },
      j: { attributeType: "map" } }`,
    {
      expression: LETTERS.map((name) => `(attribute_type(#${name},:${name}_attributeType))`).join(' AND '),
      names: LETTERS,
      values: Object.fromEntries(
        ['NULL', 'S', 'SS', 'N', 'NS', 'B', 'BS', 'BOOL', 'L', 'M'].map((code, index) => [
          `:${LETTERS[index] ?? ''}_attributeType`,
          { S: code },
        ]),
      ),
    },
  ],
  ['`size`', '{ v: { size: { gt: 2 } } }', single('(size(#v) > :v_size_gt)', { ':v_size_gt': TWO })],
  [
    '`size` `between`',
    '{ v: { size: { between: [1, 3] } } }',
    single('(size(#v) BETWEEN :v_size_between_start AND :v_size_between_end)', {
      ':v_size_between_start': ONE,
      ':v_size_between_end': THREE,
    }),
  ],
  [
    '`size` in a function',
    '{ v: { size: { contains: "x" } } }',
    single('(contains(size(#v),:v_size_contains))', { ':v_size_contains': X }),
  ],
  ['`size` that exists', '{ v: { size: { attributeExists: true } } }', single('(attribute_exists(size(#v)))')],
  [
    '`size` twice compared',
    '{ v: { size: { gt: 2, lt: 5 } } }',
    single('((size(#v) > :v_size_gt) AND (size(#v) < :v_size_lt))', { ':v_size_gt': TWO, ':v_size_lt': { N: 5 } }),
  ],
  [
    '`size` of `size`',
    '{ v: { size: { size: { gt: 1 } } } }',
    single('(size(#v) > :v_size_size_gt)', { ':v_size_size_gt': ONE }),
  ],
  [
    'two fields are not wrapped',
    '{ a: { eq: 1 }, b: { eq: 2 } }',
    { expression: '(#a = :a_eq) AND (#b = :b_eq)', ...A_B, values: { ':a_eq': ONE, ':b_eq': TWO } },
  ],
  [
    'two operators on a field are wrapped',
    '{ v: { ge: 1, le: 5 } }',
    single('((#v >= :v_ge) AND (#v <= :v_le))', { ':v_ge': ONE, ':v_le': { N: 5 } }),
  ],
  [
    '`and` of one is not wrapped',
    '{ and: [{ a: { eq: 1 } }] }',
    { expression: '(#a = :and_0_a_eq)', names: ['a'], values: { ':and_0_a_eq': ONE } },
  ],
  [
    '`and` of two is wrapped',
    '{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    {
      expression: '((#a = :and_0_a_eq) AND (#b = :and_1_b_eq))',
      ...A_B,
      values: { ':and_0_a_eq': ONE, ':and_1_b_eq': TWO },
    },
  ],
  [
    '`or` of two',
    '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    {
      expression: '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))',
      ...A_B,
      values: { ':or_0_a_eq': ONE, ':or_1_b_eq': TWO },
    },
  ],
  [
    '`not`',
    '{ not: { a: { eq: 1 } } }',
    { expression: '(NOT (#a = :not_a_eq))', names: ['a'], values: { ':not_a_eq': ONE } },
  ],
  [
    '`not` of `and`',
    '{ not: { and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] } }',
    {
      expression: '(NOT ((#a = :not_and_0_a_eq) AND (#b = :not_and_1_b_eq)))',
      ...A_B,
      values: { ':not_and_0_a_eq': ONE, ':not_and_1_b_eq': TWO },
    },
  ],
  [
    '`not` of `not`',
    '{ not: { not: { a: { eq: 1 } } } }',
    { expression: '(NOT (NOT (#a = :not_not_a_eq)))', names: ['a'], values: { ':not_not_a_eq': ONE } },
  ],
  [
    '`not` in `and`',
    '{ and: [{ not: { a: { eq: 1 } } }, { b: { eq: 2 } }] }',
    {
      expression: '((NOT (#a = :and_0_not_a_eq)) AND (#b = :and_1_b_eq))',
      ...A_B,
      values: { ':and_0_not_a_eq': ONE, ':and_1_b_eq': TWO },
    },
  ],
  [
    '`and` in `or`',
    '{ or: [{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
    {
      expression: '(((#a = :or_0_and_0_a_eq) AND (#b = :or_0_and_1_b_eq)) OR (#c = :or_1_c_eq))',
      ...A_B_C,
      values: { ':or_0_and_0_a_eq': ONE, ':or_0_and_1_b_eq': TWO, ':or_1_c_eq': THREE },
    },
  ],
  [
    '`or` in `and`',
    '{ and: [{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }, { c: { eq: 3 } }] }',
    {
      expression: '(((#a = :and_0_or_0_a_eq) OR (#b = :and_0_or_1_b_eq)) AND (#c = :and_1_c_eq))',
      ...A_B_C,
      values: { ':and_0_or_0_a_eq': ONE, ':and_0_or_1_b_eq': TWO, ':and_1_c_eq': THREE },
    },
  ],
  [
    'names of values carry every level',
    '{ and: [{ or: [{ and: [{ a: { eq: 1 } }] }] }] }',
    { expression: '(#a = :and_0_or_0_and_0_a_eq)', names: ['a'], values: { ':and_0_or_0_and_0_a_eq': ONE } },
  ],
  [
    'a field beside `and`',
    '{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }',
    { expression: '(#a = :a_eq) AND (#b = :and_0_b_eq)', ...A_B, values: { ':a_eq': ONE, ':and_0_b_eq': TWO } },
  ],
  [
    'a name with a dot',
    '{ "a.b": { eq: 1 } }',
    { expression: '(#a.b = :a.b_eq)', names: ['a.b'], values: { ':a.b_eq': ONE } },
  ],
  ['an empty filter', '{}', { expression: '', names: [] }],
  ['an empty `and`', '{ and: [] }', { expression: '', names: [] }],
  ['a field without operators', '{ v: {} }', single('')],
  ['`size` without operators', '{ v: { size: {} } }', single('')],
  ['`not` of nothing', '{ not: {} }', { expression: '(NOT )', names: [] }],
  ['`in` of none', '{ v: { in: [] } }', single('(null)')],
  [
    'an empty field leaves a joiner behind',
    '{ a: { eq: 1 }, b: {} }',
    { expression: '(#a = :a_eq) AND ', ...A_B, values: { ':a_eq': ONE } },
  ],
  [
    'an empty member of `and` leaves a joiner behind',
    '{ and: [{ a: { eq: 1 } }, {}] }',
    { expression: '((#a = :and_0_a_eq) AND )', names: ['a'], values: { ':and_0_a_eq': ONE } },
  ],
];

/** Filters that AWS answers with null. */
const REFUSED: Case[] = [
  ['no argument', '', null],
  ['null for a filter', 'null', null],
  ['an array', '[]', null],
  ['a string', '"string"', null],
  ['an unknown operator', '{ v: { foo: 1 } }', null],
  ['a value in the place of operators', '{ v: "x" }', null],
  ['a field in a field', '{ a: { b: { eq: 1 } } }', null],
  ['`and` of a map', '{ and: { a: { eq: 1 } } }', null],
  ['`and` of null', '{ and: null }', null],
  ['null in `and`', '{ and: [{ a: { eq: 1 } }, null] }', null],
  ['`not` of a list', '{ not: [{ a: { eq: 1 } }] }', null],
  ['`between` with one bound', '{ v: { between: [1] } }', null],
  ['`between` of no list', '{ v: { between: "x" } }', null],
  ['`in` of no list', '{ v: { in: "x" } }', null],
  ['`attributeExists` of no boolean', '{ v: { attributeExists: "yes" } }', null],
  ['`attributeType` of a type code', '{ v: { attributeType: "S" } }', null],
  ['`attributeType` of an unknown name', '{ v: { attributeType: "bogus" } }', null],
  ['`size` of a value', '{ v: { size: 3 } }', null],
];

const RANGE = {
  ':not_id_between_start': { S: '1' },
  ':not_id_between_end': { S: '9' },
};

/** Asked of both functions: they write alike. */
const BOTH: Case[] = [
  [
    'a comparison',
    '{ content: { eq: "x" } }',
    { expression: '(#content = :content_eq)', names: ['content'], values: { ':content_eq': X } },
  ],
  [
    '`and` of two',
    '{ and: [{ content: { eq: "x" } }, { version: { attributeExists: true } }] }',
    {
      expression: '((#content = :and_0_content_eq) AND (attribute_exists(#version)))',
      names: ['content', 'version'],
      values: { ':and_0_content_eq': X },
    },
  ],
  [
    'a negated range',
    '{ not: { id: { between: ["1", "9"] } } }',
    { expression: '(NOT (#id BETWEEN :not_id_between_start AND :not_id_between_end))', names: ['id'], values: RANGE },
  ],
];

/** What Amplify generates for its models. */
const AMPLIFY: [Transform, ...Case][] = [
  [
    'toDynamoDBConditionExpression',
    'the condition of a create',
    '{ and: [{ id: { attributeExists: false } }] }',
    { expression: '(attribute_not_exists(#id))', names: ['id'] },
  ],
  [
    'toDynamoDBConditionExpression',
    'the condition of an update',
    '{ and: [{ id: { attributeExists: true } }, { _version: { eq: 1 } }] }',
    {
      expression: '((attribute_exists(#id)) AND (#_version = :and_1__version_eq))',
      names: ['id', '_version'],
      values: { ':and_1__version_eq': ONE },
    },
  ],
  [
    'toDynamoDBFilterExpression',
    'a list filter of a content',
    '{ content: { contains: "foo" } }',
    {
      expression: '(contains(#content,:content_contains))',
      names: ['content'],
      values: { ':content_contains': { S: 'foo' } },
    },
  ],
  [
    'toDynamoDBFilterExpression',
    'a list filter of a content and a flag',
    '{ and: [{ content: { contains: "a" } }, { done: { eq: true } }] }',
    {
      expression: '((contains(#content,:and_0_content_contains)) AND (#done = :and_1_done_eq))',
      names: ['content', 'done'],
      values: { ':and_0_content_contains': { S: 'a' }, ':and_1_done_eq': { BOOL: true } },
    },
  ],
  [
    'toDynamoDBFilterExpression',
    'a list filter of a prefix or a range',
    '{ or: [{ content: { beginsWith: "a" } }, { id: { between: ["1", "9"] } }] }',
    {
      expression:
        '((begins_with(#content,:or_0_content_beginsWith)) OR (#id BETWEEN :or_1_id_between_start AND :or_1_id_between_end))',
      names: ['content', 'id'],
      values: {
        ':or_0_content_beginsWith': { S: 'a' },
        ':or_1_id_between_start': { S: '1' },
        ':or_1_id_between_end': { S: '9' },
      },
    },
  ],
];

function toCase(transform: Transform, [name, filter, written]: Case): RuntimeCase {
  return {
    name: `\`${transform}\`: ${name}`,
    evidence: 'R',
    code: returning(`util.transform.${transform}(${filter})`),
    expected:
      written === null
        ? { result: null }
        : {
            jsonResult: {
              expression: written.expression,
              expressionNames: Object.fromEntries(written.names.map((one) => [`#${one}`, one])),
              expressionValues: written.values ?? {},
            },
          },
  };
}

/** `util.transform.toDynamoDBFilterExpression` and `toDynamoDBConditionExpression`, which answer a JSON string. */
export const FILTER_EXPRESSIONS: RuntimeCase[] = [
  ...[...WRITTEN, ...REFUSED].map((one) => toCase('toDynamoDBFilterExpression', one)),
  ...BOTH.flatMap((one) => [toCase('toDynamoDBFilterExpression', one), toCase('toDynamoDBConditionExpression', one)]),
  ...AMPLIFY.map(([transform, ...one]) => toCase(transform, one)),
];
