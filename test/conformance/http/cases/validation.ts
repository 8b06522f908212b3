import { answered, at, type Exchange } from '../exchange.ts';
import type { Evidence } from '../../runtime/runtime-case.ts';

/** A document that is refused with one error. */
const invalid = (evidence: Evidence, query: string, message: string, locations: object[]): Exchange => ({
  ...answered(`refuses \`${query}\``, evidence, [query], undefined),
  expected: {
    status: 200,
    text: JSON.stringify({
      data: null,
      errors: [{ path: null, locations, message: `Validation error of type ${message}` }],
    }),
  },
});

const KINDS: [RegExp, (text: string) => string][] = [
  [/^"/, (text) => `StringValue{value='${text.slice(1, -1)}'}`],
  [/^\d+$/, (text) => `IntValue{value=${text}}`],
  [/^\d/, (text) => `FloatValue{value=${text}}`],
  [/^true/, (text) => `BooleanValue{value=${text}}`],
  [/./, (text) => `EnumValue{name='${text}'}`],
];

const SCALARS: Record<string, string> = {
  int: 'Int',
  float: 'Float',
  boolean: 'Boolean',
  string: 'String',
  id: 'ID',
  color: 'Color',
  json: 'AWSJSON',
  timestamp: 'AWSTimestamp',
  date: 'AWSDate',
  time: 'AWSTime',
  email: 'AWSEmail',
  url: 'AWSURL',
  phone: 'AWSPhone',
  ipAddress: 'AWSIPAddress',
};

/** Documents that do not fit the schema. */
export const VALIDATION: Exchange[] = [
  invalid('R', '{ badfield }', "FieldUndefined: Field 'badfield' in type 'Query' is undefined @ 'badfield'", at(1, 3)),
  invalid(
    'R',
    '{ thing(json: "{}") { below { x } } }',
    "FieldUndefined: Field 'x' in type 'Thing' is undefined @ 'thing/below/x'",
    at(1, 31),
  ),
  invalid('R', '{ need }', "MissingFieldArgument: Missing field argument id @ 'need'", at(1, 3)),
  invalid('R', '{ echo(x: 1) }', "UnknownArgument: Unknown field argument x @ 'echo'", at(1, 8)),
  invalid(
    'R',
    '{ coerced(input: { int: 1 }) }',
    "WrongType: argument 'input' with value 'ObjectValue{objectFields=[ObjectField{name='int', value=IntValue{value=1}}]}' is missing required fields '[test]' @ 'coerced'",
    at(1, 18),
  ),
  invalid(
    'U',
    '{ coerced(input: { test: "a", inner: { x: 1, test: "b" } }) }',
    "WrongType: argument 'input.inner' with value 'ObjectValue{objectFields=[ObjectField{name='x', value=IntValue{value=1}}, ObjectField{name='test', value=StringValue{value='b'}}]}' contains a field not in 'Input': 'x' @ 'coerced'",
    at(1, 40),
  ),
  invalid(
    'R',
    '{ coerced(dateTime: "2019") }',
    "WrongType: argument 'dateTime' with value 'StringValue{value='2019'}' is not a valid 'AWSDateTime' @ 'coerced'",
    at(1, 21),
  ),
  invalid(
    'R',
    '{ coerced(input: { test: "a", inner: { test: 5 } }) }',
    "WrongType: argument 'input.inner.test' with value 'IntValue{value=5}' is not a valid 'String' @ 'coerced'",
    at(1, 46),
  ),
  invalid(
    'U',
    '{ coerced(input: { test: "a", many: [1, "b"] }) }',
    "WrongType: argument 'input.many[1]' with value 'StringValue{value='b'}' is not a valid 'Int' @ 'coerced'",
    at(1, 41),
  ),
  ...['int: "5"', 'int: 1.5', 'int: 2147483648', 'float: "1"', 'boolean: 1', 'string: 1', 'id: true', 'id: 1.5'].map(
    (argument) => literal(argument),
  ),
  ...[
    'color: BLUE',
    'color: "RED"',
    'json: "{a:1}"',
    'json: 1',
    'timestamp: "1"',
    'timestamp: 1.5',
    'date: "2026-1-2"',
  ].map((argument) => literal(argument)),
  ...['time: "25:00"', 'email: "a@b"', 'url: "example.com"', 'phone: "x"', 'ipAddress: "256.0.0.1"'].map((argument) =>
    literal(argument),
  ),
  invalid(
    'R',
    '{ thing(json: "{}") }',
    "SubSelectionRequired: Sub selection required for type Thing of field thing @ 'thing'",
    at(1, 3),
  ),
  invalid(
    'U',
    '{ echo { x } }',
    "SubSelectionNotAllowed: Sub selection not allowed on leaf type String of field echo @ 'echo'",
    at(1, 8),
  ),
  invalid(
    'R',
    '{ must { need { x } } }',
    "SubSelectionNotAllowed: Sub selection not allowed on leaf type null of field need @ 'must/need'",
    at(1, 15),
  ),
  invalid(
    'R',
    '{ things(json: "[]") }',
    "SubSelectionRequired: Sub selection required for type null of field things @ 'things'",
    at(1, 3),
  ),
  invalid('U', '{ echo(text: $t) }', "UndefinedVariable: Undefined variable t @ 'echo'", at(1, 14)),
  invalid('R', 'query ($t: String) { echo }', 'UnusedVariable: Unused variable t', at(1, 8)),
  invalid(
    'R',
    'query ($t: String!) { need(id: $t) }',
    "VariableTypeMismatch: Variable type 'String!' doesn't match expected type 'ID!' @ 'need'",
    at(1, 32),
  ),
  answered('refuses a variable of a type that is no input', 'R', ['query ($t: Thing) { echo }'], {
    data: null,
    errors: ['NonInputTypeOnVariable: Wrong type for a variable', 'UnusedVariable: Unused variable t'].map(
      (message) => ({
        path: null,
        locations: at(1, 8),
        message: `Validation error of type ${message}`,
      }),
    ),
  }),
  invalid('R', 'query ($t: Nothing) { echo(text: $t) }', 'UnknownType: Unknown type Nothing', at(1, 12)),
  invalid(
    'U',
    '{ echo(text: "a", text: "b") }',
    "DuplicateArgumentNames: There can be only one argument named 'text' @ 'echo'",
    at(1, 3),
  ),
  invalid(
    'U',
    'query ($t: String, $t: String) { echo(text: $t) }',
    "DuplicateVariableName: There can be only one variable named 't'",
    at(1, 20),
  ),
  invalid(
    'U',
    '{ ...F } fragment F on Query { echo } fragment F on Query { echo }',
    "DuplicateFragmentName: There can be only one fragment named 'F' @ 'F'",
    at(1, 39),
  ),
  invalid(
    'U',
    '{ coerced(input: { test: "a", test: "b" }) }',
    "UniqueObjectFieldName: There can be only one field named 'test' @ 'coerced'",
    at(1, 31),
  ),
  invalid(
    'U',
    '{ echo @skip(if: true) @skip(if: false) }',
    "DuplicateDirectiveName: Directives must be uniquely named within a location. The directive 'skip' used on a 'Field' is not unique. @ 'echo'",
    at(1, 24),
  ),
  invalid('U', '{ echo @nothing }', "UnknownDirective: Unknown directive nothing @ 'echo'", at(1, 8)),
  invalid('U', 'query @skip(if: true) { echo }', 'MisplacedDirective: Directive skip not allowed here', at(1, 7)),
  invalid('U', '{ ...F }', 'UndefinedFragment: Undefined fragment F', at(1, 6)),
  invalid('U', '{ echo } fragment F on Query { echo }', "UnusedFragment: Unused fragment F @ 'F'", at(1, 10)),
  invalid(
    'U',
    '{ must { ... on Other { size } } }',
    "InvalidFragmentType: Fragment cannot be spread here as objects of type Thing can never be of type Other @ 'must'",
    at(1, 10),
  ),
  invalid(
    'U',
    '{ must { ...F } } fragment F on Other { size }',
    "InvalidFragmentType: Fragment F cannot be spread here as objects of type Thing can never be of type Other @ 'must'",
    at(1, 10),
  ),
  invalid(
    'U',
    '{ ...F } fragment F on Color { x }',
    "FragmentTypeConditionInvalid: Fragment type condition is invalid, must be on Object/Interface/Union @ 'F'",
    at(1, 10),
  ),
  invalid(
    'U',
    '{ must { ... on Color { x } } }',
    "InlineFragmentTypeConditionInvalid: Inline fragment type condition is invalid, must be on Object/Interface/Union @ 'must'",
    at(1, 10),
  ),
  invalid('U', '{ echo } type A { b: Int }', 'NonExecutableDefinition: The A definition is not executable.', at(1, 10)),
  invalid(
    'U',
    'subscription S { onPublish { id } onPublishUnauthorized { id } }',
    "SubscriptionMultipleRootFields: Subscription operation 'S' must have exactly one root field",
    at(1, 1),
  ),
  invalid('U', '{ a: echo a: need(id: 1) }', 'FieldsConflict: a: echo and need are different fields', [
    ...at(1, 3),
    ...at(1, 11),
  ]),
  invalid(
    'U',
    '{ must { resolved(text: "a") resolved(text: "b") } }',
    "FieldsConflict: resolved: they have differing arguments @ 'must'",
    [...at(1, 10), ...at(1, 30)],
  ),
  invalid(
    'U',
    '{ node(json: "{}") { ... on Thing { a: need } ... on Other { a: size } } }',
    "FieldsConflict: a: fields have different nullability shapes @ 'node'",
    [...at(1, 37), ...at(1, 62)],
  ),
  invalid(
    'U',
    '{ node(json: "{}") { ... on Thing { a: strings } ... on Other { a: size } } }',
    "FieldsConflict: a: fields have different list shapes @ 'node'",
    [...at(1, 37), ...at(1, 65)],
  ),
  invalid(
    'U',
    '{ node(json: "{}") { ... on Thing { a: name } ... on Other { a: size } } }',
    "FieldsConflict: a: they return differing types String and Int @ 'node'",
    [...at(1, 37), ...at(1, 62)],
  ),
  invalid('U', '{ must { x: id } must { x: name } }', 'FieldsConflict: must: (x: id and name are different fields)', [
    ...at(1, 3),
    ...at(1, 10),
    ...at(1, 18),
    ...at(1, 25),
  ]),
  answered('says all that is wrong', 'U', ['{ a b }'], {
    data: null,
    errors: ['a', 'b'].map((name, index) => ({
      path: null,
      locations: at(1, 3 + 2 * index),
      message: `Validation error of type FieldUndefined: Field '${name}' in type 'Query' is undefined @ '${name}'`,
    })),
  }),
];

/** A literal that its argument's type does not take. */
function literal(argument: string): Exchange {
  const [, name = '', text = ''] = /^(\w+): (.*)$/.exec(argument) ?? [];
  const shown = KINDS.find(([pattern]) => pattern.test(text))?.[1](text) ?? '';
  return invalid(
    'U',
    `{ coerced(${argument}) }`,
    `WrongType: argument '${name}' with value '${shown}' is not a valid '${SCALARS[name] ?? ''}' @ 'coerced'`,
    at(1, 13 + name.length),
  );
}
