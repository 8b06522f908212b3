// The prototypes lose the methods that APPSYNC_JS lacks before any handler runs, so the library keeps its own hold on those it needs.
const hold = (method: unknown): unknown => Function.prototype.call.bind(method as () => void);
const { charCodeAt, padStart: pad } = String.prototype as unknown as Record<string, unknown>;

/** `text.charCodeAt(index)` */
export const codeAt = hold(charCodeAt) as (text: string, index: number) => number;

/** `text.padStart(length, fill)` */
export const padStart = hold(pad) as (text: string, length: number, fill: string) => string;

const { fromCodePoint } = String as unknown as { fromCodePoint: (code: number) => string };

/** The text's UTF-8 bytes; a lone surrogate becomes U+FFFD. */
export function utf8Encode(text: string): number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const lead = codeAt(character, 0);
    const point =
      character.length === 2
        ? (lead - 0xd800) * 0x400 + (codeAt(character, 1) - 0xdc00) + 0x10000
        : lead >= 0xd800 && lead <= 0xdfff
          ? 0xfffd
          : lead;
    if (point < 0x80) bytes.push(point);
    else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
    else if (point < 0x10000) bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
    else bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 63), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  }
  return bytes;
}

/** The text that UTF-8 bytes stand for; a malformed sequence becomes U+FFFD. */
export function utf8Decode(bytes: readonly number[]): string {
  let text = '';
  let at = 0;
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0;
    const length =
      lead < 0x80
        ? 1
        : lead >= 0xc2 && lead < 0xe0
          ? 2
          : lead >= 0xe0 && lead < 0xf0
            ? 3
            : lead >= 0xf0 && lead < 0xf5
              ? 4
              : 0;
    const tail = bytes.slice(at + 1, at + Math.max(length, 1));
    const whole = length > 0 && tail.length === length - 1 && tail.every((byte) => (byte & 0xc0) === 0x80);
    const point = whole
      ? tail.reduce((sum, byte) => sum * 64 + (byte & 63), length === 1 ? lead : lead & (0x7f >> length))
      : 0xfffd;
    text += fromCodePoint(point > 0x10ffff ? 0xfffd : point);
    at += whole ? length : 1;
  }
  return text;
}
