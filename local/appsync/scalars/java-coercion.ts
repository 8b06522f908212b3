import {
  getNullableType,
  isListType,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLOutputType,
} from 'graphql';

// graphql-java, which AppSync is built on, converts more than graphql-js before its release 22:
// https://www.graphql-java.com/documentation/upgrade-notes. UNSURE: that AppSync is not on a later one; its wordings are older.

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** A variable's value as graphql-java takes it: text for a number, a number for text. Anything else stays as it is. */
export function javaInput({ name }: GraphQLNamedType & GraphQLInputType, value: unknown): unknown {
  if (name === 'String' && (typeof value === 'number' || typeof value === 'boolean')) return String(value);
  return name === 'Int' || name === 'Float' || name === 'Boolean' ? converted(name, value) : value;
}

/** A resolver's value as graphql-java would have it, for what graphql-js would refuse or take otherwise. */
export function javaOutput(type: GraphQLOutputType, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  const nullable = getNullableType(type);
  if (isListType(nullable))
    return Array.isArray(value) ? value.map((member) => javaOutput(nullable.ofType, member)) : value;
  const name = 'name' in nullable ? nullable.name : '';
  if (name === 'String') return typeof value === 'object' ? javaText(value) : value;
  if ((name === 'Int' || name === 'Float') && typeof value === 'boolean')
    throw new TypeError(`${name} cannot represent a boolean: ${value}`);
  return name === 'Boolean' ? converted(name, value) : value;
}

function converted(name: 'Int' | 'Float' | 'Boolean', value: unknown): unknown {
  if (name === 'Boolean') {
    if (typeof value === 'number') return value !== 0;
    const text = typeof value === 'string' ? value.toLowerCase() : '';
    return text === 'true' ? true : text === 'false' ? false : value;
  }
  return typeof value === 'string' && NUMBER.test(value) ? Number(value) : value;
}

/** What Java's `toString` makes of maps and lists: `{a=1, b=[c]}`. */
function javaText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(javaText).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  return `{${Object.entries(value)
    .map(([key, member]) => `${key}=${javaText(member)}`)
    .join(', ')}}`;
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
