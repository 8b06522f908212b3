import { type Random, random } from '../../bench/time-remaining/random.ts';

/** How many cases are made of one input, itself among them: to make an input takes longer than to try it. */
export const VARIANTS = 20;

const LONGEST_JSON = 8000;
const VALUES: [unknown, ...unknown[]] = [
  null,
  true,
  -1,
  0.5,
  1e300,
  2 ** 53,
  '',
  '__proto__',
  '\u001b[2J\u009b31m',
  '<b onclick=alert(1)>',
  'x'.repeat(9000),
  [],
  {},
  [[]],
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}'),
];
const TEXTS: [string, ...string[]] = [
  '',
  '"',
  '{',
  '}',
  ']',
  ',',
  '\\',
  '\0',
  '\u001b[',
  '\ud800',
  '1e999',
  'null',
  '$',
  '...',
];

/** An input and others like it: of JSON with another value somewhere, of any text with some of it taken out, put in or doubled. */
export function variantsOf(text: string, seed: number): string[] {
  const dice = random(seed);
  // What is nested deeply can be read, and not be written again.
  const isJson = text.length < LONGEST_JSON && isNode(parse(text));
  return [
    text,
    ...Array.from({ length: VARIANTS - 1 }, () =>
      isJson && dice.between(0, 4) > 1 ? withOtherValue(text, dice) : withOtherText(text, dice),
    ),
  ];
}

type Node = Record<string, unknown> | unknown[];
const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function withOtherValue(text: string, dice: Random): string {
  const whole = parse(text);
  let node = whole;
  while (isNode(node)) {
    const [first, ...others] = Object.keys(node);
    if (first === undefined) break;
    const key = dice.pick(first, ...others);
    const child: unknown = Reflect.get(node, key);
    if (isNode(child) && dice.between(0, 5) > 1) {
      node = child;
      continue;
    }
    const name = dice.between(0, 6) > 1 ? key : dice.pick('__proto__', 'constructor', 'toString', `${key} `);
    Object.defineProperty(node, name, {
      value: dice.pick(...VALUES),
      enumerable: true,
      configurable: true,
      writable: true,
    });
    break;
  }
  return JSON.stringify(whole);
}

function withOtherText(text: string, dice: Random): string {
  const from = Math.floor(dice.between(0, text.length));
  const to = from + Math.floor(dice.between(0, 8));
  const put = dice.pick(...TEXTS);
  return dice.pick(
    text.slice(0, from) + put + text.slice(to),
    text.slice(0, from) + put + text.slice(from),
    text.slice(0, to) + text.slice(from),
  );
}
