import fc from 'fast-check';

/** JSON text of any value. */
export const json = fc.json({ maxDepth: 4 });
/** Any bytes. */
export const bytes = (maxLength: number): fc.Arbitrary<Buffer> =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array));
/** Text that opens up to 20,000 brackets. */
export const nested = fc
  .tuple(fc.constantFrom(['[', ']'], ['{"a":', '}'], ['{a', '}'], ['("', '")']), fc.integer({ min: 1, max: 20_000 }))
  .map(([[open = '', close = ''], depth]) => `${open.repeat(depth)}${close.repeat(depth)}`);
/** Numbers as JSON has them, or nearly. */
export const numbers = fc.constantFrom(
  '1e999',
  '-1e999',
  '9'.repeat(400),
  '0.1e-400',
  '9007199254740993',
  '-0',
  '1E+2',
  '01',
  'NaN',
);
/** Names that are something else in JavaScript, and others. */
export const keys = fc.constantFrom(
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'query',
  'variables',
  '',
);

/** A text with some of it taken out, put in, doubled or turned round. */
export function mutated(texts: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const edit = fc.record({
    at: fc.double({ min: 0, max: 1, noNaN: true }),
    length: fc.nat(12),
    put: fc.oneof(
      fc.string({ maxLength: 8 }),
      fc.string({ unit: 'binary', maxLength: 8 }),
      numbers,
      keys,
      fc.constantFrom('"', '{', '}', '(', '$', '\\', '\0', '\ud800'),
    ),
    doubles: fc.boolean(),
  });
  return fc.tuple(texts, fc.array(edit, { minLength: 1, maxLength: 6 })).map(([text, edits]) =>
    edits.reduce((before, { at, length, put, doubles }) => {
      const from = Math.floor(at * before.length);
      return before.slice(0, from) + put + before.slice(doubles ? from : from + length);
    }, text),
  );
}
