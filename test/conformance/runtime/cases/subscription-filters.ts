import { expressionCases, type Row, type RuntimeCase } from '../runtime-case.ts';

const filter = (fieldName: string, operator: string, value: unknown): object => ({ fieldName, operator, value });
/** Each argument is a group: all of its filters must hold. */
const groups = (...all: object[][]): object => ({ filterGroup: all.map((filters) => ({ filters })) });

const author = filter('author', 'eq', 'Admin');
const published = filter('isPublished', 'eq', false);
const book = [filter('title', 'ne', 'Book1'), filter('downvotes', 'gt', 2000)];

/** The arguments of `util.transform.toSubscriptionFilter`, and what it returned. */
const ROWS: Row[] = [
  ['one operator on one field', '{ a: { eq: 1 } }', groups([filter('a', 'eq', 1)])],
  ['two fields are combined', '{ a: { eq: 1 }, b: { eq: 2 } }', groups([filter('a', 'eq', 1), filter('b', 'eq', 2)])],
  [
    '`and` combines its members',
    '{ and: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    groups([filter('a', 'eq', 1), filter('b', 'eq', 2)]),
  ],
  [
    'a field beside `and`',
    '{ z: { eq: 0 }, and: [{ a: { eq: 1 } }] }',
    groups([filter('z', 'eq', 0), filter('a', 'eq', 1)]),
  ],
  [
    'a path is kept as it is written',
    '{ "loc.addr.country": { eq: "USA" } }',
    groups([filter('loc.addr.country', 'eq', 'USA')]),
  ],
  [
    'two operators on one field are alternatives',
    '{ a: { eq: 1, ne: 2 } }',
    groups([filter('a', 'eq', 1)], [filter('a', 'ne', 2)]),
  ],
  [
    '`or` makes a group of each member',
    '{ or: [{ a: { eq: 1 } }, { b: { eq: 2 } }] }',
    groups([filter('a', 'eq', 1)], [filter('b', 'eq', 2)]),
  ],
  [
    '`or` in `and` multiplies out',
    '{ and: [{ a: { eq: 1 } }, { or: [{ b: { eq: 2 } }, { c: { eq: 3 } }] }] }',
    groups([filter('a', 'eq', 1), filter('b', 'eq', 2)], [filter('a', 'eq', 1), filter('c', 'eq', 3)]),
  ],
  [
    'operators, `and` and `or` multiply out together',
    '{ percentageUp: { lte: 50, gte: 20 }, and: [{ title: { ne: "Book1" } }, { downvotes: { gt: 2000 } }], or: [{ author: { eq: "Admin" } }, { isPublished: { eq: false } }] }',
    groups(
      [filter('percentageUp', 'lte', 50), ...book, author],
      [filter('percentageUp', 'lte', 50), ...book, published],
      [filter('percentageUp', 'gte', 20), ...book, author],
      [filter('percentageUp', 'gte', 20), ...book, published],
    ),
  ],
  [
    'comparisons',
    '{ a: { le: 1 }, b: { lt: 2 }, c: { ge: 3 }, d: { gt: 4 } }',
    groups([filter('a', 'le', 1), filter('b', 'lt', 2), filter('c', 'ge', 3), filter('d', 'gt', 4)]),
  ],
  [
    '`in` and `notIn`',
    '{ a: { in: [1, 2] }, b: { notIn: ["x"] } }',
    groups([filter('a', 'in', [1, 2]), filter('b', 'notIn', ['x'])]),
  ],
  ['`between`', '{ a: { between: [1, 9] } }', groups([filter('a', 'between', [1, 9])])],
  [
    'operators of strings',
    '{ a: { contains: "x" }, b: { notContains: "y" }, c: { beginsWith: "z" } }',
    groups([filter('a', 'contains', 'x'), filter('b', 'notContains', 'y'), filter('c', 'beginsWith', 'z')]),
  ],
  ['`containsAny`', '{ a: { containsAny: ["x", "y"] } }', groups([filter('a', 'containsAny', ['x', 'y'])])],
  ['a boolean', '{ a: { eq: false } }', groups([filter('a', 'eq', false)])],
  ['an unknown operator passes', '{ a: { bogus: 1 } }', groups([filter('a', 'bogus', 1)])],
  ['`not` is taken for a field', '{ not: { a: { eq: 1 } } }', groups([filter('not', 'a', { eq: 1 })])],
  ['an ignored field', '{ a: { eq: 1 }, b: { eq: 2 } }, ["a"]', groups([filter('b', 'eq', 2)])],
  ['an ignored field in `and`', '{ a: { eq: 1 }, and: [{ b: { eq: 2 } }] }, ["b"]', groups([filter('a', 'eq', 1)])],
  [
    'rules are alternatives of every group',
    '{ a: { eq: 1 } }, [], { r1: { gte: 250 }, r2: { eq: "p" } }',
    groups([filter('a', 'eq', 1), filter('r1', 'gte', 250)], [filter('a', 'eq', 1), filter('r2', 'eq', 'p')]),
  ],
  ['rules alone', '{}, [], { r1: { eq: 1 } }', groups([filter('r1', 'eq', 1)])],
  ['an empty filter has no group', '{}', groups()],
  ['a field without operators has no group', '{ a: {} }', groups()],
  ['an empty `and` has no group', '{ and: [] }', groups()],
  ['null', 'null', null],
  ['no argument', '', null],
  ['an array', '[]', null],
  ['a JSON string', `'{"a":{"eq":1}}'`, null],
];

/** `util.transform.toSubscriptionFilter`, which answers an object. */
export const SUBSCRIPTION_FILTERS: RuntimeCase[] = expressionCases(
  'R',
  '`toSubscriptionFilter`',
  ROWS.map(([name, given, result]) => [name, `util.transform.toSubscriptionFilter(${given})`, result]),
);
