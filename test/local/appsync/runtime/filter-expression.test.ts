import { describe, expect, it } from 'vitest';
import { evaluate } from './evaluate.ts';

/** A filter, and the expression, names and values that AWS was recorded to make of it. */
const RECORDED: [filter: string, expression: string, names: string[], values: Record<string, unknown>][] = [
  ['{ v: { eq: 1 } }', '(#v = :v_eq)', ['v'], { ':v_eq': { N: 1 } }],
  ["{ v: { ne: 'a' } }", '(#v <> :v_ne)', ['v'], { ':v_ne': { S: 'a' } }],
  ['{ v: { lt: 1 } }', '(#v < :v_lt)', ['v'], { ':v_lt': { N: 1 } }],
  ['{ v: { le: 1 } }', '(#v <= :v_le)', ['v'], { ':v_le': { N: 1 } }],
  ['{ v: { gt: 1 } }', '(#v > :v_gt)', ['v'], { ':v_gt': { N: 1 } }],
  ['{ v: { ge: 1 } }', '(#v >= :v_ge)', ['v'], { ':v_ge': { N: 1 } }],
  ["{ v: { contains: 'a' } }", '(contains(#v,:v_contains))', ['v'], { ':v_contains': { S: 'a' } }],
  ["{ v: { notContains: 'a' } }", '(NOT contains(#v,:v_notContains))', ['v'], { ':v_notContains': { S: 'a' } }],
  ["{ v: { beginsWith: 'a' } }", '(begins_with(#v,:v_beginsWith))', ['v'], { ':v_beginsWith': { S: 'a' } }],
  [
    '{ v: { between: [1, 5] } }',
    '(#v BETWEEN :v_between_start AND :v_between_end)',
    ['v'],
    { ':v_between_start': { N: 1 }, ':v_between_end': { N: 5 } },
  ],
  ["{ v: { in: ['a', 'b'] } }", '(#v IN (:v_in_0, :v_in_1))', ['v'], { ':v_in_0': { S: 'a' }, ':v_in_1': { S: 'b' } }],
  ['{ v: { in: [] } }', '(null)', ['v'], {}],
  ['{ v: { attributeExists: true } }', '(attribute_exists(#v))', ['v'], {}],
  ['{ v: { attributeExists: false } }', '(attribute_not_exists(#v))', ['v'], {}],
  [
    "{ a: { attributeType: '_null' } }",
    '(attribute_type(#a,:a_attributeType))',
    ['a'],
    { ':a_attributeType': { S: 'NULL' } },
  ],
  [
    "{ a: { attributeType: 'numberSet' } }",
    '(attribute_type(#a,:a_attributeType))',
    ['a'],
    { ':a_attributeType': { S: 'NS' } },
  ],
  ['{ v: { size: { gt: 2 } } }', '(size(#v) > :v_size_gt)', ['v'], { ':v_size_gt': { N: 2 } }],
  [
    '{ a: { eq: 1 }, b: { eq: 2 } }',
    '(#a = :a_eq) AND (#b = :b_eq)',
    ['a', 'b'],
    { ':a_eq': { N: 1 }, ':b_eq': { N: 2 } },
  ],
  ['{ a: { ge: 1, lt: 5 } }', '((#a >= :a_ge) AND (#a < :a_lt))', ['a'], { ':a_ge': { N: 1 }, ':a_lt': { N: 5 } }],
  [
    '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    '((#a = :or_0_a_eq) OR (#b = :or_1_b_eq))',
    ['a', 'b'],
    { ':or_0_a_eq': { N: 1 }, ':or_1_b_eq': { N: 2 } },
  ],
  [
    '{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    '((#a = :and_0_a_eq) AND (#b = :and_1_b_eq))',
    ['a', 'b'],
    { ':and_0_a_eq': { N: 1 }, ':and_1_b_eq': { N: 2 } },
  ],
  ['{ or: [{ a: { eq: 1 } }] }', '(#a = :or_0_a_eq)', ['a'], { ':or_0_a_eq': { N: 1 } }],
  ['{ not: { a: { eq: 1 } } }', '(NOT (#a = :not_a_eq))', ['a'], { ':not_a_eq': { N: 1 } }],
  ["{ 'a.b': { eq: 1 } }", '(#a.b = :a.b_eq)', ['a.b'], { ':a.b_eq': { N: 1 } }],
  ['{}', '', [], {}],
  ['{ a: { eq: 1 }, b: {} }', '(#a = :a_eq) AND ', ['a', 'b'], { ':a_eq': { N: 1 } }],
];

describe.each(['toDynamoDBFilterExpression', 'toDynamoDBConditionExpression'])('`util.transform.%s`', (name) => {
  it.each(RECORDED)('writes %s as `%s`', async (filter, expression, names, values) => {
    const text = await evaluate(`util.transform.${name}(${filter})`);

    expect(JSON.parse(text as string)).toEqual({
      expression,
      expressionNames: Object.fromEntries(names.map((field) => [`#${field}`, field])),
      expressionValues: values,
    });
  });

  it.each([
    ...['null', "'text'", '[]', '1', '{ a: { like: 1 } }', '{ a: 1 }', '{ a: { b: { eq: 1 } } }', '{ a: null }'],
    ...[
      '{ and: { a: { eq: 1 } } }',
      '{ a: { between: [1] } }',
      '{ a: { in: 1 } }',
      "{ a: { attributeExists: 'yes' } }",
    ],
  ])('is null for %s', async (filter) => {
    expect(await evaluate(`util.transform.${name}(${filter})`)).toBeNull();
  });
});
