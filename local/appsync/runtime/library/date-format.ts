import { codeAt, padStart } from './text.ts';

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];
const WEEKDAYS = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

type Token = { letter: string; count: number } | { text: string };

const isLetter = (character: string): boolean => {
  const code = codeAt(character, 0) | 32;
  return code >= 97 && code <= 122;
};

/** The pattern's fields and literal texts. Text between single quotes is literal; two quotes are one. */
function tokens(pattern: string): Token[] {
  const out: Token[] = [];
  let at = 0;
  while (at < pattern.length) {
    const character = pattern.charAt(at);
    if (character === "'") {
      const end = pattern.indexOf("'", at + 1);
      const text = pattern.slice(at + 1, end < 0 ? pattern.length : end);
      out.push({ text: text === '' ? "'" : text });
      at = end < 0 ? pattern.length : end + 1;
    } else if (isLetter(character)) {
      let end = at;
      while (pattern.charAt(end) === character) end += 1;
      out.push({ letter: character, count: end - at });
      at = end;
    } else {
      out.push({ text: character });
      at += 1;
    }
  }
  return out;
}

const number = (value: number, width: number): string => padStart(String(Math.abs(value)), width, '0');

const yearText = (year: number, count: number): string => number(count === 2 ? year % 100 : year, count);

/** Minutes east of UTC that a zone's clocks show at an instant. */
function zoneOffset(instant: number, zone: string): number {
  const fixed = /^(?:UTC|GMT|UT)?([+-])(\d{1,2})(?::?(\d{2}))?$/.exec(zone);
  if (fixed) return (fixed[1] === '-' ? -1 : 1) * (Number(fixed[2]) * 60 + Number(fixed[3] ?? 0));
  if (zone === 'UTC' || zone === 'Z' || zone === 'GMT') return 0;
  const parts: Record<string, number> = {};
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  for (const { type, value } of format.formatToParts(instant)) parts[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return Math.round((local - Math.floor(instant / 1000) * 1000) / MINUTE_MS);
}

function offsetText(offset: number, letter: string, count: number): string {
  if (letter === 'X' && offset === 0) return 'Z';
  const sign = offset < 0 ? '-' : '+';
  const hours = number(Math.floor(Math.abs(offset) / 60), 2);
  const minutes = number(Math.abs(offset) % 60, 2);
  if (letter === 'O' || (letter === 'Z' && count === 4)) {
    if (offset === 0) return 'GMT';
    if (letter === 'Z' || count === 4) return `GMT${sign}${hours}:${minutes}`;
    return `GMT${sign}${String(Number(hours))}${minutes === '00' ? '' : `:${minutes}`}`;
  }
  if (letter === 'Z' && count < 4) return `${sign}${hours}${minutes}`;
  if (letter === 'Z') return offset === 0 ? 'Z' : `${sign}${hours}:${minutes}`;
  if (count === 1) return minutes === '00' ? `${sign}${hours}` : `${sign}${hours}${minutes}`;
  return count === 2 || count === 4 ? `${sign}${hours}${minutes}` : `${sign}${hours}:${minutes}`;
}

function fieldText(local: Date, offset: number, zone: string, letter: string, count: number): string {
  const hour = local.getUTCHours();
  switch (letter) {
    case 'y':
    case 'u':
      return yearText(local.getUTCFullYear(), count);
    case 'Y':
      // The year of the week's Saturday, as weeks are counted in the United States. UNSURE: AWS's locale.
      return yearText(new Date(local.getTime() + (6 - local.getUTCDay()) * DAY_MS).getUTCFullYear(), count);
    case 'D':
      return number(Math.floor((local.getTime() - Date.UTC(local.getUTCFullYear(), 0, 1)) / DAY_MS) + 1, count);
    case 'M':
    case 'L': {
      const name = MONTHS[local.getUTCMonth()] ?? '';
      return count >= 4 ? name : count === 3 ? name.slice(0, 3) : number(local.getUTCMonth() + 1, count);
    }
    case 'd':
      return number(local.getUTCDate(), count);
    case 'E': {
      const name = WEEKDAYS[local.getUTCDay()] ?? '';
      return count >= 4 ? name : name.slice(0, 3);
    }
    case 'H':
      return number(hour, count);
    case 'k':
      return number(hour === 0 ? 24 : hour, count);
    case 'K':
      return number(hour % 12, count);
    case 'h':
      return number(hour % 12 === 0 ? 12 : hour % 12, count);
    case 'm':
      return number(local.getUTCMinutes(), count);
    case 's':
      return number(local.getUTCSeconds(), count);
    case 'S':
      return (number(local.getUTCMilliseconds(), 3) + '000000').slice(0, count);
    case 'a':
      return hour < 12 ? 'AM' : 'PM';
    case 'X':
    case 'x':
    case 'Z':
    case 'O':
      return offsetText(offset, letter, count);
    case 'z':
    case 'V':
      return zone;
    default:
      throw new RangeError(`Unknown pattern letter: ${letter}`);
  }
}

/**
 * An instant in epoch milliseconds by a pattern of Java's `DateTimeFormatter`: y u Y M L d D E H h k K m s S a X x Z O z V and
 * quoted text.
 */
export function formatDate(instant: number, pattern: string, zone: string): string {
  const offset = zoneOffset(instant, zone);
  const local = new Date(instant + offset * MINUTE_MS);
  return tokens(pattern)
    .map((token) => ('text' in token ? token.text : fieldText(local, offset, zone, token.letter, token.count)))
    .join('');
}

const PATTERNS: Record<string, string> = {
  y: '(\\d{4})',
  u: '(\\d{4})',
  M: '(\\d{1,2})',
  d: '(\\d{1,2})',
  H: '(\\d{1,2})',
  h: '(\\d{1,2})',
  m: '(\\d{1,2})',
  s: '(\\d{1,2})',
  S: '(\\d{1,9})',
  a: '(AM|PM|am|pm)',
  X: '(Z|[+-]\\d{2}(?::?\\d{2})?)',
  x: '(Z|[+-]\\d{2}(?::?\\d{2})?)',
  Z: '(Z|[+-]\\d{2}(?::?\\d{2})?)',
};

/** What a field of a pattern may look like in a text. Names are read as they are written, in English. */
function expectation({ letter, count }: { letter: string; count: number }): string | undefined {
  if ((letter === 'M' || letter === 'L') && count >= 3) return `(${names(MONTHS, count).join('|')})`;
  if (letter === 'E') return `(${names(WEEKDAYS, count).join('|')})`;
  if ((letter === 'y' || letter === 'u') && count === 2) return '(\\d{2})';
  return PATTERNS[letter];
}

const names = (all: string[], count: number): string[] => (count >= 4 ? all : all.map((name) => name.slice(0, 3)));

function monthNumber(text: string): number {
  const named = MONTHS.findIndex((name) => name.slice(0, 3) === text.slice(0, 3));
  return named < 0 ? Number(text) : named + 1;
}

/** Epoch milliseconds of a text written by such a pattern; throws when it does not fit. */
export function parseDate(text: string, pattern: string, zone: string): number {
  const letters: string[] = [];
  const source = tokens(pattern).map((token) => {
    if ('text' in token) return token.text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
    const expected = expectation(token);
    if (expected === undefined) throw new RangeError(`Unknown pattern letter: ${token.letter}`);
    letters.push(token.letter);
    return expected;
  });
  const match = new RegExp(`^${source.join('')}$`).exec(text);
  if (!match) throw new RangeError(`Unable to parse timestamp: ${text}`);
  const read = (...names: string[]): string | undefined =>
    match[letters.findIndex((letter) => names.includes(letter)) + 1];
  const has = (...names: string[]): boolean => letters.some((letter) => names.includes(letter));
  const part = (fallback: number, ...letter: string[]): number => (has(...letter) ? Number(read(...letter)) : fallback);
  const noon = has('a') && read('a')?.toUpperCase() === 'PM' ? 12 : 0;
  const hour = has('h') ? (part(0, 'h') % 12) + noon : part(0, 'H');
  const milliseconds = has('S') ? Math.floor(Number(`0.${read('S') ?? '0'}`) * 1000) : 0;
  const year = part(1970, 'y', 'u');
  const month = has('M', 'L') ? monthNumber(read('M', 'L') ?? '') : 1;
  const day = part(1, 'd');
  const local = Date.UTC(
    // Java counts two digits from 2000.
    year < 100 ? year + 2000 : year,
    month - 1,
    day,
    hour,
    part(0, 'm'),
    part(0, 's'),
    milliseconds,
  );
  const written = new Date(local);
  if (hour > 23 || written.getUTCMonth() !== month - 1 || written.getUTCDate() !== day) {
    throw new RangeError(`Unable to parse timestamp: ${text}`);
  }
  const offset = has('X', 'x', 'Z') ? read('X', 'x', 'Z') : undefined;
  if (offset === undefined) return local - zoneOffset(local, zone) * MINUTE_MS;
  return local - (offset === 'Z' ? 0 : zoneOffset(local, offset.length === 3 ? `${offset}00` : offset)) * MINUTE_MS;
}
