import type { CallExpression } from 'acorn';
import type { Reference } from './scopes.ts';

/** Functions of the language's own objects that APPSYNC_JS lacks. The lists are those of @aws-appsync/eslint-plugin 2.0.2. */
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
 * Methods that APPSYNC_JS lacks and only one type of value has. The others of the list (`keys`, `values`, `entries`, …) are also
 * what people call functions of their own, so they are left to fail when they run.
 */
const OF_VALUES: Record<string, string> = {
  copyWithin: 'Array',
  groupToMap: 'Array',
  charCodeAt: 'String',
  localeCompare: 'String',
  matchAll: 'String',
  padEnd: 'String',
  padStart: 'String',
  toLocaleLowerCase: 'String',
  toLocaleUpperCase: 'String',
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
  return Object.hasOwn(OF_VALUES, name) ? `${OF_VALUES[name] ?? ''}.${name}` : undefined;
}
