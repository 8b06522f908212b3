import { getNullableType, isListType, type GraphQLOutputType } from 'graphql';

/** What Java reads a number from. */
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/**
 * A resolver's value, for graphql-js to complete: an error stands for what graphql-js would take for a number and graphql-java, which
 * AppSync is built on, does not: booleans, and texts that are not decimal.
 *
 * UNSURE: graphql-java takes more, for a String maps and lists (as `{a=1}`), for a Boolean text. Nobody can want the one, and no report
 * tells whether AppSync does the other, so both are refused. https://github.com/graphql-java/graphql-java/pull/1666
 */
export function toCompletable(type: GraphQLOutputType, value: unknown): unknown {
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return Array.isArray(value) ? value.map((member) => toCompletable(nullable.ofType, member)) : value;
  if (!('name' in nullable) || (nullable.name !== 'Int' && nullable.name !== 'Float')) return value;
  return typeof value === 'boolean' || (typeof value === 'string' && !NUMBER.test(value))
    ? new TypeError(`${nullable.name} cannot represent this: ${JSON.stringify(value)}`)
    : value;
}

/** What Java calls a JSON value's class. */
export function javaClass(value: unknown): string {
  if (Array.isArray(value)) return 'ArrayList';
  if (typeof value === 'number') {
    if (!Number.isInteger(value)) return 'Double';
    if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return 'BigInteger';
    return value >= -(2 ** 31) && value < 2 ** 31 ? 'Integer' : 'Long';
  }
  return { string: 'String', boolean: 'Boolean', object: 'LinkedHashMap' }[typeof value as string] ?? typeof value;
}
