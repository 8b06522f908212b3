import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { printable, printableJson } from '../../local/printable.ts';

/** C0, DEL, C1, and what turns text round. */
// eslint-disable-next-line no-control-regex
const HARMFUL = /[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/;

/** Any text, with more control characters than chance would give. */
const hostileText = fc
  .array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('\u001b[2J', '\u009b1A', '\u202e', '\r', '\n', '\u007f')),
  )
  .map((parts) => parts.join(''));

describe('text from elsewhere', () => {
  it.each([
    ['\u001b[2J', '\\u001b[2J'],
    ['\u009b31m', '\\u009b31m'],
    ['a\r\nb\tc\u0007', 'a\\u000d\\u000ab\\u0009c\\u0007'],
    ['\u202egnp.exe', '\\u202egnp.exe'],
    ['Müller, 日本語, 🎬', 'Müller, 日本語, 🎬'],
  ])('%j is printed as %j', (text, printed) => {
    expect(printable(text)).toBe(printed);
  });

  it('commands no terminal, whatever it is', () => {
    fc.assert(fc.property(hostileText, (text) => !HARMFUL.test(printable(text))));
  });

  it('commands none as JSON either, and reads back the same', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const json = printableJson({ [text]: text });
        expect(json).not.toMatch(HARMFUL);
        expect(JSON.parse(json)).toEqual({ [text]: text });
      }),
    );
  });
});
