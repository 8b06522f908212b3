/** Java's names of character classes, in the words of a JavaScript class. */
const CLASSES: Record<string, string> = {
  Lower: 'a-z',
  Upper: 'A-Z',
  ASCII: '\\x00-\\x7F',
  Alpha: 'a-zA-Z',
  Digit: '0-9',
  Alnum: 'a-zA-Z0-9',
  Punct: '!-\\/:-@\\[-`{-~',
  Graph: '!-~',
  Print: ' -~',
  Blank: ' \\t',
  Cntrl: '\\x00-\\x1F\\x7F',
  XDigit: '0-9a-fA-F',
  Space: ' \\t\\n\\x0B\\f\\r',
};

const SYNTAX = /[\\^$.*+?()[\]{}|/]/g;

/** One construct that Java writes otherwise than JavaScript: literals, anchors, classes, possessive quantifiers. */
const CONSTRUCT = /\\Q([\s\S]*?)(?:\\E|$)|\\([AzZh])|\\p\{(\w+)\}|(\[(?:\^)?)|(\])|([*+?}])\+|\\[\s\S]|[\s\S]/g;

/**
 * A pattern of Java's `Pattern` as a regular expression. A possessive quantifier becomes a greedy one, flags are taken at the
 * beginning (`(?i)`) only.
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/supported-features.html and built-in-util-js.html ("based on Pattern")
 *
 * @throws SyntaxError when it is no pattern
 */
export function javaPattern(pattern: string, flags = ''): RegExp {
  const inline = /^\(\?([ims]+)\)/.exec(pattern);
  let depth = 0;
  const source = pattern
    .slice(inline?.[0].length ?? 0)
    .replace(CONSTRUCT, (whole, quoted?: string, escape?: string, name?: string, open?: string, close?: string) => {
      if (quoted !== undefined) return quoted.replace(SYNTAX, '\\$&');
      if (escape === 'A') return '(?<![\\s\\S])';
      if (escape === 'h') return depth > 0 ? ' \\t\\xA0' : '[ \\t\\xA0]';
      if (escape !== undefined) return '(?![\\s\\S])';
      const named = name === undefined || !Object.hasOwn(CLASSES, name) ? undefined : CLASSES[name];
      if (named !== undefined) return depth > 0 ? named : `[${named}]`;
      if (open !== undefined && depth === 0) depth = 1;
      if (close !== undefined) depth = 0;
      return depth === 0 && /^[*+?}]\+$/.test(whole) ? whole.slice(0, 1) : whole;
    });
  // Properties as `\p{L}` and code points beyond 16 bits need `u`, which is stricter about needless escapes than Java.
  const unicode = source.includes('\\p{') ? 'u' : '';
  return new RegExp(source, `${flags}${inline?.[1] ?? ''}${unicode}`);
}

/** Whether a pattern matches the whole of a text. UNSURE: as `Pattern.matches`, whose example AWS documents. */
export const matchesWhole = (pattern: string, text: string): boolean => {
  const { source, flags } = javaPattern(pattern);
  return new RegExp(`^(?:${source})$`, flags.replace('m', '')).test(text);
};
