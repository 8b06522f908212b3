import { BODY_LINE, type Evidence, requesting, returning, type RuntimeCase } from '../runtime-case.ts';

const REFUSAL = 'The code contains one or more errors.';

/** Bodies of a request handler that run, and what they return. */
const SUPPORTED: [name: string, body: string, result: unknown][] = [
  ['`let`, `const` and `var`', 'let a = 1; const b = 2; var c = 3; a += b; return a + c;', 6],
  ['`if` and `else`', 'if (ctx.args.a) { return 1; } else { return 2; }', 2],
  ['`switch`', 'switch ("b") { case "a": return 1; case "b": return 2; default: return 3; }', 2],
  ['`for…of` with `break`', 'let sum = 0; for (const n of [1, 2, 3]) { if (n === 3) break; sum += n; } return sum;', 3],
  ['`for…in`', 'const keys = []; for (const key in { a: 1, b: 2 }) { keys.push(key); } return keys;', ['a', 'b']],
  ['template literals', 'const who = "you"; return `hello ${who}`;', 'hello you'],
  [
    'destructuring',
    'const { a, ...rest } = { a: 1, b: 2, c: 3 }; const [d] = [4]; return { a, rest, d };',
    { a: 1, rest: { b: 2, c: 3 }, d: 4 },
  ],
  ['spread', 'return { ...{ a: 1 }, b: [...[2, 3]] };', { a: 1, b: [2, 3] }],
  ['`?.` and `??`', 'const a = null; return a?.b ?? "none";', 'none'],
  ['arrow functions', 'const twice = (n) => n * 2; return twice(2);', 4],
  ['functions of the module', 'return [1, 2].map((n) => n + 1).filter((n) => n > 2);', [3]],
  ['array methods with functions', 'return [1, 2, 3].reduce((sum, n) => sum + n, 0);', 6],
  [
    '`typeof`, `void` and `delete`',
    'const a = { b: 1, c: 2 }; delete a.b; return [typeof a, void 0 === undefined, a];',
    ['object', true, { c: 2 }],
  ],
  ['bitwise operators', 'return [6 & 3, 6 | 3, 6 ^ 3, 1 << 3, 8 >> 2];', [2, 7, 5, 8, 2]],
  [
    '`Object.keys`, `values`, `entries` and `assign`',
    'const a = Object.assign({ b: 1 }, { c: 2 }); return [Object.keys(a), Object.values(a), Object.entries(a)];',
    [
      ['b', 'c'],
      [1, 2],
      [
        ['b', 1],
        ['c', 2],
      ],
    ],
  ],
  ['`JSON`', 'return JSON.parse(JSON.stringify({ a: [1] }));', { a: [1] }],
  [
    'strings',
    'return ["a-b".split("-"), "abc".slice(1), "Ab".toLowerCase(), " a ".trim(), "aba".replaceAll("a", "c")];',
    [['a', 'b'], 'bc', 'ab', 'a', 'cbc'],
  ],
];

/** Bodies of a request handler that are refused: what is wrong with them is on their first line. */
const REFUSED: [name: string, body: string][] = [
  ['`throw`', 'throw "a";'],
  ['`try` and `catch`', 'try { return 1; } catch (error) { return 2; }'],
  ['`while`', 'while (true) { return 1; }'],
  ['`do…while`', 'do { return 1; } while (true);'],
  ['`for (;;)`', 'for (let i = 0; i < 2; i += 1) { return i; }'],
  ['`continue`', 'for (const n of [1, 2]) { if (n === 1) continue; return n; }'],
  ['a label', 'outer: for (const n of [1]) { break outer; }'],
  ['`async` and `await`', 'const wait = async () => await 1; return 1;'],
  ['a generator', 'function* count() { yield 1; } return 1;'],
  ['a class', 'class A {} return 1;'],
  ['`this`', 'return this;'],
  ['a regular expression literal', 'return "abc".replace(/b/, "c");'],
  ['`++`', 'let i = 0; i++; return i;'],
  ['`--`', 'let i = 0; --i; return i;'],
  ['`~`', 'return ~1;'],
  ['`in`', 'return "a" in { a: 1 };'],
  ['`instanceof`', 'return [] instanceof Array;'],
  ['`new`', 'return new Date();'],
  ['recursion', 'const down = (n) => (n === 0 ? 0 : down(n - 1)); return down(2);'],
  ['a function that is passed on', 'const call = (f) => f(1); return call((n) => n);'],
  ['a function that is returned', 'const make = () => (n) => n; return make()(1);'],
  ['a network', 'return fetch("https://example.com");'],
  ['a timer', 'setTimeout(() => 1, 1); return 1;'],
  ['`process`', 'return process.env;'],
  ['`require`', 'return require("fs");'],
  ['`Promise`', 'return Promise.resolve(1);'],
];

/** Calls of methods that @aws-appsync/eslint-plugin, which AWS publishes, says are not implemented. */
const DENIED: string[] = [
  ...['[1].copyWithin(0, 1)', '[1].entries()', 'Array.from("ab")', '[1].keys()', 'Array.of(1)'],
  ...['[1].toLocaleString()', '[1].toString()', '[1].values()'],
  ...['Object.create({})', 'Object.freeze({})', 'Object.getOwnPropertyNames({})', 'Object.getPrototypeOf({})'],
  ...['Object.is(1, 1)', 'Object.seal({})', 'Object.setPrototypeOf({}, {})'],
  ...['"a".charCodeAt(0)', 'String.fromCharCode(97)', 'String.fromCodePoint(97)', '"a".localeCompare("b")'],
  ...['"a".matchAll("a")', '"a".padEnd(2)', '"a".padStart(2)', '"a".repeat(2)', '"a".search("a")'],
  ...['"a".toLocaleLowerCase()', '"a".toLocaleUpperCase()', '"a".valueOf()'],
];
/** Calls of methods that are in no list of AWS's, and younger than ECMAScript 2022, or there for old pages alone. */
const YOUNG_OR_OLD: string[] = [
  ...['[2, 1].toSorted()', '[1].toReversed()', '[1].toSpliced(0, 1)', '[1].with(0, 2)', '"a".isWellFormed()'],
  ...['"a".toWellFormed()', '"a".anchor("b")', '"a".bold()'],
];
const refusedCall =
  (evidence: Evidence) =>
  (call: string): RuntimeCase => ({
    name: `\`${call}\` is refused`,
    evidence,
    code: returning(call),
    expected: { error: { message: REFUSAL, lines: [BODY_LINE] } },
  });

/** AWS: API_FunctionConfiguration, `code`. */
const MAXIMUM_CODE_LENGTH = 32_768;
const ofLength = (length: number): string => {
  const code = returning('1');
  return `${code}//${'x'.repeat(length - code.length - 2)}`;
};

/** The language of APPSYNC_JS. AWS: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html */
export const SYNTAX: RuntimeCase[] = [
  ...SUPPORTED.map(([name, body, result]): RuntimeCase => ({
    name: `${name} can be used`,
    evidence: 'D',
    code: requesting(body),
    expected: { result },
  })),
  ...REFUSED.map(([name, body]): RuntimeCase => ({
    name: `${name} is refused`,
    evidence: 'D',
    code: requesting(body),
    expected: { error: { message: REFUSAL, lines: [BODY_LINE] } },
  })),
  ...DENIED.map(refusedCall('D')),
  ...YOUNG_OR_OLD.map(refusedCall('U')),
  {
    name: 'an array in a text is its elements with commas between them',
    evidence: 'U',
    code: returning('`${[1, [2, null]]}`'),
    expected: { result: '1,2,' },
  },
  {
    name: '`String.raw` can be used',
    evidence: 'D',
    code: returning('String.raw`a\\\\n${1}`'),
    expected: { result: 'a\\\\n1' },
  },
  {
    name: 'code of 32,768 characters can be used',
    evidence: 'D',
    code: ofLength(MAXIMUM_CODE_LENGTH),
    expected: { result: 1 },
  },
  {
    name: 'code of one character more is refused',
    evidence: 'D',
    code: ofLength(MAXIMUM_CODE_LENGTH + 1),
    expected: { exception: 'BadRequestException' },
  },
  {
    name: 'text that is no JavaScript is refused',
    evidence: 'U',
    code: 'export function request( {\n',
    expected: { error: { message: REFUSAL } },
  },
  {
    name: 'an import of another module is refused',
    evidence: 'D',
    code: 'import fs from "fs";\nexport function request(ctx) { return 1; }\nexport function response(ctx) { return 1; }\n',
    expected: { error: { message: REFUSAL, lines: [1] } },
  },
  {
    name: 'functions that the module declares can be called',
    evidence: 'D',
    code: 'export function request(ctx) { return twice(ctx.args.n); }\nexport function response(ctx) { return null; }\nfunction twice(n) { return n * 2; }\n',
    context: { arguments: { n: 21 } },
    expected: { result: 42 },
  },
];
