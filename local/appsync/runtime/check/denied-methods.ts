import type { AnyNode, CallExpression } from 'acorn';
import { LACKING_METHODS } from '../library/lacking-methods.ts';
import type { Reference } from './scopes.ts';

/** Functions of the language's own objects that APPSYNC_JS lacks: the lists of @aws-appsync/eslint-plugin 2.0.2. */
const OF_GLOBALS: Record<string, { type: string; names: readonly string[] }> = {
  Object: {
    type: 'ObjectConstructor',
    names: [
      ...['create', 'defineProperties', 'defineProperty', 'freeze', 'getOwnPropertyDescriptor', 'is'],
      ...['getOwnPropertyDescriptors', 'getOwnPropertyNames', 'getOwnPropertySymbols', 'getPrototypeOf'],
      ...['hasOwnProperty', 'isExtensible', 'isFrozen', 'isPrototypeOf', 'isSealed', 'preventExtensions'],
      ...['propertyIsEnumerable', 'seal', 'setPrototypeOf', 'toLocaleString', 'toString', 'valueOf'],
    ],
  },
  Array: { type: 'Array', names: ['from', 'of'] },
  String: { type: 'String', names: ['fromCharCode', 'fromCodePoint'] },
};

/**
 * Methods that APPSYNC_JS lacks and nothing but one type of value has. The others (`keys`, `values`, `with`, …) are also what people
 * call functions of their own: they are told where they stand on a literal, else they fail when they run.
 */
const OF_VALUES: Record<string, keyof typeof LACKING_METHODS> = {
  copyWithin: 'Array',
  groupToMap: 'Array',
  toReversed: 'Array',
  toSorted: 'Array',
  toSpliced: 'Array',
  charCodeAt: 'String',
  isWellFormed: 'String',
  localeCompare: 'String',
  matchAll: 'String',
  padEnd: 'String',
  padStart: 'String',
  toLocaleLowerCase: 'String',
  toLocaleUpperCase: 'String',
  toWellFormed: 'String',
};

/** The denied method that a call is of, as `Type.method`, or undefined. */
export function deniedMethod(
  { callee }: CallExpression,
  referenceOf: (identifier: unknown) => Reference | undefined,
): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier') return undefined;
  const { name } = callee.property;
  const { object } = callee;
  if (object.type === 'Identifier' && Object.hasOwn(OF_GLOBALS, object.name) && !referenceOf(object)?.binding) {
    const denied = OF_GLOBALS[object.name];
    return denied?.names.includes(name) ? `${denied.type}.${name}` : undefined;
  }
  const literal = typeOfLiteral(object);
  if (literal !== undefined) return isLacking(literal, name) ? `${literal}.${name}` : undefined;
  return Object.hasOwn(OF_VALUES, name) ? `${OF_VALUES[name] ?? ''}.${name}` : undefined;
}

const isLacking = (type: keyof typeof LACKING_METHODS, name: string): boolean =>
  (LACKING_METHODS[type] as readonly string[]).includes(name);

function typeOfLiteral(node: AnyNode): keyof typeof LACKING_METHODS | undefined {
  if (node.type === 'ArrayExpression') return 'Array';
  const isText = node.type === 'TemplateLiteral' || (node.type === 'Literal' && typeof node.value === 'string');
  return isText ? 'String' : undefined;
}
