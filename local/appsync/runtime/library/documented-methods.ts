import { javaPattern } from './java-pattern.ts';

// AWS: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html: the notes under `String.prototype.replace()`,
// `String.prototype.replaceAll()`, `Array.prototype.sort()` and `JSON.parse()`.

type Replacement = (this: string, pattern: unknown, replacement: unknown) => string;
const { replace: replaceFirst } = String.prototype as unknown as { replace: Replacement };
const { sort: sortAll } = Array.prototype as unknown as { sort: (this: unknown[]) => unknown[] };
const { parse } = JSON as { parse: (text: string) => unknown };

const { apply } = Reflect as unknown as {
  apply: <T, A extends unknown[], R>(method: (this: T, ...given: A) => R, self: T, given: A) => R;
};

/** UNSURE: whether the replacement is written as in Java or as in JavaScript, which differ in how they name the whole match. */
const replacing = (flags: string): Replacement =>
  function (pattern, replacement) {
    // The library itself replaces by regular expressions, which code cannot make.
    if (pattern instanceof RegExp) return apply(replaceFirst, this, [pattern, replacement]);
    if (typeof replacement === 'function') throw new TypeError('Functions can not be passed as an argument');
    return apply(replaceFirst, this, [javaPattern(String(pattern), flags), String(replacement)]);
  };

/** Methods that AWS documents to differ from the language's, by the object that has them. */
export const documentedMethods = (): [owner: object, methods: Record<string, unknown>][] => [
  [String.prototype, { replace: replacing(''), replaceAll: replacing('g') }],
  [
    Array.prototype,
    {
      sort(this: unknown[], ...given: unknown[]): unknown[] {
        if (given.length > 0) throw new TypeError("Array.prototype.sort() doesn't support arguments");
        return apply(sortAll, this, []);
      },
    },
  ],
  [
    JSON,
    {
      parse(text: string, ...given: unknown[]): unknown {
        if (given.length > 0) throw new TypeError('Functions can not be passed as an argument');
        try {
          return parse(text);
        } catch {
          return '';
        }
      },
    },
  ],
];
