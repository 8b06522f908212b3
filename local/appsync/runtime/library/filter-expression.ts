import { toDynamoDB, type TypedValue } from './typed-value.ts';

/** A DynamoDB expression with its placeholders. */
export type Expression = {
  expression: string;
  expressionNames: Record<string, string>;
  expressionValues: Record<string, TypedValue>;
};

type Operand = (target: string, placeholder: string, operand: unknown) => Expression | null;

const leaf = (expression: string, values: Record<string, unknown> = {}): Expression => {
  const expressionValues: Record<string, TypedValue> = {};
  for (const [name, value] of Object.entries(values)) expressionValues[name] = toDynamoDB(value);
  return { expression, expressionNames: {}, expressionValues };
};

const comparison =
  (sign: string): Operand =>
  (target, placeholder, operand) =>
    leaf(`(${target} ${sign} ${placeholder})`, { [placeholder]: operand });

const call =
  (name: string): Operand =>
  (target, placeholder, operand) =>
    leaf(`(${name}(${target},${placeholder}))`, { [placeholder]: operand });

const isList = (value: unknown): value is unknown[] => Array.isArray(value);

const TYPE_CODES: Record<string, string> = {
  _null: 'NULL',
  string: 'S',
  stringSet: 'SS',
  number: 'N',
  numberSet: 'NS',
  binary: 'B',
  binarySet: 'BS',
  boolean: 'BOOL',
  list: 'L',
  map: 'M',
};

const OPERATORS: Record<string, Operand> = {
  eq: comparison('='),
  ne: comparison('<>'),
  lt: comparison('<'),
  le: comparison('<='),
  gt: comparison('>'),
  ge: comparison('>='),
  contains: call('contains'),
  notContains: call('NOT contains'),
  beginsWith: call('begins_with'),
  between: (target, placeholder, operand) =>
    isList(operand) && operand.length >= 2
      ? leaf(`(${target} BETWEEN ${placeholder}_start AND ${placeholder}_end)`, {
          [`${placeholder}_start`]: operand[0],
          [`${placeholder}_end`]: operand[1],
        })
      : null,
  in(target, placeholder, operand) {
    if (!Array.isArray(operand)) return null;
    // Recorded from AWS: an empty list leaves the literal `(null)`.
    if (operand.length === 0) return leaf('(null)');
    const values: Record<string, unknown> = {};
    operand.forEach((value: unknown, index) => (values[`${placeholder}_${index}`] = value));
    return leaf(`(${target} IN (${Object.keys(values).join(', ')}))`, values);
  },
  attributeExists: (target, _placeholder, operand) =>
    typeof operand === 'boolean' ? leaf(`(${operand ? 'attribute_exists' : 'attribute_not_exists'}(${target}))`) : null,
  attributeType: (target, placeholder, operand) =>
    typeof operand === 'string' && Object.hasOwn(TYPE_CODES, operand)
      ? call('attribute_type')(target, placeholder, TYPE_CODES[operand])
      : null,
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  value !== null && typeof value === 'object' && !Array.isArray(value);

/** Parts that are empty are joined all the same: AWS leaves the dangling ` AND ` too. */
function join(parts: (Expression | null)[], word: 'AND' | 'OR', wrapped: boolean): Expression | null {
  const whole: Expression = { expression: '', expressionNames: {}, expressionValues: {} };
  const texts: string[] = [];
  for (const part of parts) {
    if (part === null) return null;
    texts.push(part.expression);
    Object.assign(whole.expressionNames, part.expressionNames);
    Object.assign(whole.expressionValues, part.expressionValues);
  }
  const text = texts.join(` ${word} `);
  return { ...whole, expression: wrapped && parts.length > 1 ? `(${text})` : text };
}

function field(name: string, operators: unknown, path: string, sized: boolean): Expression | null {
  if (!isObject(operators)) return null;
  const target = sized ? `size(#${name})` : `#${name}`;
  const parts = Object.entries(operators).map(([operator, operand]) => {
    if (operator === 'size') return field(name, operand, `${path}_size`, true);
    const render = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined;
    return render === undefined ? null : render(target, `:${path}_${operator}`, operand);
  });
  const whole = join(parts, 'AND', true);
  return whole && { ...whole, expressionNames: { [`#${name}`]: name, ...whole.expressionNames } };
}

function group(filter: unknown, prefix: string, wrapped: boolean): Expression | null {
  if (!isObject(filter)) return null;
  const parts = Object.entries(filter).map(([key, value]) => {
    if (key === 'and' || key === 'or') {
      if (!Array.isArray(value)) return null;
      const members = value.map((member, index) => group(member, `${prefix}${key}_${index}_`, false));
      return join(members, key === 'or' ? 'OR' : 'AND', true);
    }
    if (key === 'not') {
      const negated = group(value, `${prefix}not_`, true);
      return negated && { ...negated, expression: `(NOT ${negated.expression})` };
    }
    return field(key, value, prefix + key, false);
  });
  return join(parts, 'AND', wrapped);
}

/**
 * What a filter or condition object means to DynamoDB. Names are `#field`, values `:field_operator`, prefixed by the groups
 * that they sit in (`:or_0_field_eq`). Null when AWS cannot read it: an unknown operator, an operand of the wrong kind.
 */
export const filterExpression = (filter: unknown): Expression | null => group(filter, '', false);

/** `util.transform.toDynamoDBFilterExpression` and `toDynamoDBConditionExpression`: the same, as JSON text. */
export function filterExpressionText(filter: unknown): string | null {
  const expression = filterExpression(filter);
  return expression && JSON.stringify(expression);
}
