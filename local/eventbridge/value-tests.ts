import { BlockList, isIP } from 'node:net';
import { isJsonObject, type JsonObject } from '../json.ts';
import type { ValueTest } from './pattern.ts';
import { matchesWildcard, parseWildcard } from './wildcard.ts';

/** Makes the test of one operator from its operand. Calls `refuse`, which throws, when the operand is not valid. */
type Operator = (operand: unknown, refuse: (reason: string) => never) => ValueTest;

// AWS: EventBridge User Guide, "Comparison operators for use in event patterns": numeric matching takes -5.0e9 to
// 5.0e9 with six digits to the right of the decimal point.
const NUMBER_LIMIT = 5e9;

/** The operators that stand alone in a list of wanted values, `exists` apart: `{ "prefix": "a" }`. */
export const OPERATORS: ReadonlyMap<string, Operator> = new Map<string, Operator>([
  ['prefix', (operand, refuse) => startsOrEnds(operand, refuse, 'prefix', (value, part) => value.startsWith(part))],
  ['suffix', (operand, refuse) => startsOrEnds(operand, refuse, 'suffix', (value, part) => value.endsWith(part))],
  ['equals-ignore-case', equalsIgnoreCase],
  ['wildcard', wildcard],
  ['numeric', numeric],
  ['cidr', cidr],
  ['anything-but', anythingBut],
]);

/** The operators that `anything-but` takes. */
const NEGATABLE = new Set(['prefix', 'suffix', 'equals-ignore-case', 'wildcard']);

/** A plain value in a list: equal and of the same type. Numbers are equal when their first six decimals are. */
export function equals(wanted: string | number | boolean | null): ValueTest {
  if (typeof wanted !== 'number' || !inRange(wanted)) return (value) => value === wanted;
  return (value) => typeof value === 'number' && inRange(value) && comparable(value) === comparable(wanted);
}

function equalsIgnoreCase(operand: unknown, refuse: (reason: string) => never): ValueTest {
  const wanted = lowerCased(operand, refuse);
  return (value) => typeof value === 'string' && value.toLowerCase() === wanted;
}

function wildcard(operand: unknown, refuse: (reason: string) => never): ValueTest {
  if (typeof operand !== 'string') return refuse('wildcard must be a string');
  const literals = parseWildcard(operand);
  if (typeof literals === 'string') return refuse(`wildcard ${JSON.stringify(operand)}: ${literals}`);
  return (value) => typeof value === 'string' && matchesWildcard(literals, value);
}

function startsOrEnds(
  operand: unknown,
  refuse: (reason: string) => never,
  name: string,
  test: (value: string, part: string) => boolean,
): ValueTest {
  if (typeof operand === 'string') return (value) => typeof value === 'string' && test(value, operand);
  const [key, part, ...more] = isJsonObject(operand) ? Object.entries(operand).flat() : [];
  if (key !== 'equals-ignore-case' || more.length > 0) {
    return refuse(`${name} must be a string or { "equals-ignore-case": string }`);
  }
  const wanted = lowerCased(part, refuse);
  return (value) => typeof value === 'string' && test(value.toLowerCase(), wanted);
}

function lowerCased(operand: unknown, refuse: (reason: string) => never): string {
  return typeof operand === 'string' ? operand.toLowerCase() : refuse('equals-ignore-case must be a string');
}

function numeric(operand: unknown, refuse: (reason: string) => never): ValueTest {
  if (!Array.isArray(operand) || (operand.length !== 2 && operand.length !== 4)) {
    return refuse('numeric must be [operator, number] or a range of two of them');
  }
  const [operator, bound, upperOperator, upperBound] = operand as unknown[];
  const first = comparison(operator, bound, refuse);
  if (operand.length === 2) return (value) => typeof value === 'number' && inRange(value) && first(comparable(value));
  if ((operator !== '>' && operator !== '>=') || (upperOperator !== '<' && upperOperator !== '<=')) {
    return refuse("a numeric range begins with '>' or '>=' and goes on with '<' or '<='");
  }
  const second = comparison(upperOperator, upperBound, refuse);
  if (Number(bound) >= Number(upperBound)) return refuse('the bottom of a numeric range must be below its top');
  return (value) =>
    typeof value === 'number' && inRange(value) && first(comparable(value)) && second(comparable(value));
}

function comparison(operator: unknown, bound: unknown, refuse: (reason: string) => never): (value: number) => boolean {
  if (typeof bound !== 'number' || !inRange(bound)) return refuse('numeric compares with a number from -5e9 to 5e9');
  const limit = comparable(bound);
  switch (operator) {
    case '=':
      return (value) => value === limit;
    case '<':
      return (value) => value < limit;
    case '<=':
      return (value) => value <= limit;
    case '>':
      return (value) => value > limit;
    case '>=':
      return (value) => value >= limit;
    default:
      return refuse(`numeric knows '=', '<', '<=', '>' and '>=', not ${JSON.stringify(operator)}`);
  }
}

function inRange(value: number): boolean {
  return Math.abs(value) <= NUMBER_LIMIT;
}

// AWS: github.com/aws/event-ruler, ComparableNumber: the same arithmetic in double precision.
function comparable(value: number): number {
  return Math.trunc(1e6 * (NUMBER_LIMIT + value));
}

function cidr(operand: unknown, refuse: (reason: string) => never): ValueTest {
  const [, address = '', bits = ''] = typeof operand === 'string' ? (/^([^/]+)\/(\d{1,3})$/.exec(operand) ?? []) : [];
  const version = isIP(address);
  if (version === 0 || Number(bits) > (version === 4 ? 32 : 128)) {
    return refuse(`cidr must be an address and a prefix length such as "10.0.0.0/24", not ${JSON.stringify(operand)}`);
  }
  const block = new BlockList();
  block.addSubnet(address, Number(bits), version === 4 ? 'ipv4' : 'ipv6');
  return (value) => {
    if (typeof value !== 'string' || isIP(value) !== version) return false;
    return block.check(value, version === 4 ? 'ipv4' : 'ipv6');
  };
}

/** Any present value but these; a list holds only strings or only numbers, or the operands of one other operator. */
function anythingBut(operand: unknown, refuse: (reason: string) => never): ValueTest {
  const unwanted = isJsonObject(operand) ? operatorTests(operand, refuse) : valueTests(operand, refuse);
  return (value) => !unwanted.some((test) => test(value));
}

function valueTests(operand: unknown, refuse: (reason: string) => never): ValueTest[] {
  const values: unknown[] = Array.isArray(operand) ? operand : [operand];
  const strings = values.filter((value) => typeof value === 'string');
  const numbers = values.filter((value) => typeof value === 'number').filter(inRange);
  if (values.length === 0 || (strings.length !== values.length && numbers.length !== values.length)) {
    return refuse('anything-but takes strings only, numbers from -5e9 to 5e9 only, or one operator');
  }
  return [...strings, ...numbers].map(equals);
}

function operatorTests(operand: JsonObject, refuse: (reason: string) => never): ValueTest[] {
  const [[name, value] = ['', null], ...more] = Object.entries(operand);
  const operator = NEGATABLE.has(name) ? OPERATORS.get(name) : undefined;
  if (operator === undefined || more.length > 0) {
    return refuse('anything-but takes one of prefix, suffix, equals-ignore-case and wildcard');
  }
  const parts: unknown[] = Array.isArray(value) ? value : [value];
  if (parts.length === 0 || parts.some((part) => typeof part !== 'string' || part === '')) {
    return refuse(`anything-but ${name} takes a string, or a list of strings, none of them empty`);
  }
  return parts.map((part) => operator(part, refuse));
}
