import { documentedMethods } from './documented-methods.ts';
import { LANGUAGE_GLOBALS } from './global-names.ts';
import { hold } from './hold.ts';
import { LACKING_METHODS } from './lacking-methods.ts';

const OBJECT_FUNCTIONS = [
  'assign',
  'entries',
  'hasOwn',
  'keys',
  'values',
  'fromEntries',
  'length',
  'name',
  'prototype',
];
const LACKING: [object, readonly string[]][] = [
  [Array, ['from', 'fromAsync', 'of']],
  [Array.prototype, LACKING_METHODS.Array],
  [String, ['fromCharCode', 'fromCodePoint']],
  [String.prototype, LACKING_METHODS.String],
  [
    Object.prototype,
    [
      ...['hasOwnProperty', 'isPrototypeOf', 'propertyIsEnumerable', 'toLocaleString', '__proto__'],
      ...['__defineGetter__', '__defineSetter__', '__lookupGetter__', '__lookupSetter__'],
    ],
  ],
  [Function.prototype, ['apply', 'bind', 'call', 'caller', 'arguments']],
];

/** Takes a method away; where another is inherited under its name, nothing is there to call instead. */
function lack(owner: object, name: string): void {
  Reflect.deleteProperty(owner, name);
  if (name in owner) Object.defineProperty(owner, name, { value: undefined });
}

/** What an array is in a text, or as a key: the language would ask `toString`, which is not there to be called. */
function keepArraysPrintable(): void {
  const { join } = Array.prototype;
  const { apply } = Reflect;
  const value = function (this: unknown[]): string {
    return apply(join, this, []);
  };
  Object.defineProperty(Array.prototype, Symbol.toPrimitive, { value });
}

/** Every function and prototype that code can come by without naming a global: through literals, and through what fails. */
function reachable(): object[] {
  const prototypeOf = (value: unknown): object => Object.getPrototypeOf(value) as object;
  const errors = [Error, TypeError, RangeError, ReferenceError, SyntaxError, EvalError, URIError];
  const builtIn = [Object, Function, Array, String, Number, Boolean, Symbol, BigInt, RegExp, Promise, Date];
  const constructors = [...errors, ...builtIn];
  const iterator = prototypeOf([][Symbol.iterator]());
  const written = [
    function* () {
      // Code cannot write one; it is closed all the same.
    },
    async () => {
      // The same.
    },
    async function* () {
      // The same.
    },
  ].map(prototypeOf);
  return [
    ...constructors,
    ...constructors.map((constructor) => constructor.prototype as object),
    ...written,
    iterator,
    prototypeOf(iterator),
    prototypeOf(''[Symbol.iterator]()),
    Math,
    JSON,
  ];
}

/**
 * Takes from the context what APPSYNC_JS lacks, closes the way from a value to its constructor, and freezes the rest: code can
 * neither leave anything behind for its next run nor reach what it was not given.
 *
 * @param added the globals that stay besides the language's own
 */
export function restrictIntrinsics(added: Record<string, unknown>): void {
  const { freeze, getOwnPropertyDescriptors, getOwnPropertyNames } = Object;
  const { deleteProperty } = Reflect;
  const all = reachable();
  const global = globalThis;
  for (const [owner, names] of LACKING) for (const name of names) lack(owner, name);
  keepArraysPrintable();
  for (const name of getOwnPropertyNames(Object)) if (!OBJECT_FUNCTIONS.includes(name)) deleteProperty(Object, name);
  for (const [owner, methods] of documentedMethods()) Object.assign(owner, methods);
  for (const target of all) deleteProperty(target, 'constructor');
  for (const target of all) {
    // Their functions are objects too: `[].map.x = 1` would be there at the next run.
    for (const { value, get, set } of Object.values(getOwnPropertyDescriptors(target))) {
      for (const part of [value as unknown, get, set]) if (typeof part === 'function') hold(part);
    }
    freeze(target);
  }
  for (const name of getOwnPropertyNames(global)) if (!LANGUAGE_GLOBALS.includes(name)) deleteProperty(global, name);
  for (const value of Object.values(added)) hold(value);
  Object.assign(global, added);
}
