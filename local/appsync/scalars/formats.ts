import { isIP } from 'node:net';

const DATE = '\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])';
const TIME = '(?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d(?:\\.\\d{1,9})?)?';
const OFFSET = '(?:Z|[+-](?:[01]\\d|2[0-3]):[0-5]\\d(?::[0-5]\\d)?)';

const dateTime = new RegExp(`^(${DATE})T${TIME}${OFFSET}$`);
const date = new RegExp(`^(${DATE})${OFFSET}?$`);
const time = new RegExp(`^${TIME}${OFFSET}?$`);

/** Whether the days of the month are as many: 2026-02-30 is none. */
function isDay(text: string | undefined): boolean {
  if (text === undefined) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** `YYYY-MM-DDThh:mm[:ss[.fraction]]` with a compulsory `Z` or offset. */
export const isDateTime = (text: string): boolean => isDay(dateTime.exec(text)?.[1]);

/** `YYYY-MM-DD` with an optional `Z` or offset. */
export const isDate = (text: string): boolean => isDay(date.exec(text)?.[1]);

/** `hh:mm[:ss[.fraction]]` with an optional `Z` or offset. */
export const isTime = (text: string): boolean => time.test(text);

/** `local-part@domain-part` as in RFC 822. */
export const isEmail = (text: string): boolean =>
  /^[^\s@<>()[\]\\,;:"]+@[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?)+$/.test(
    text,
  );

/** A URL of RFC 1738, with its scheme. */
export function isUrl(text: string): boolean {
  return URL.canParse(text) && /^[A-Za-z][A-Za-z0-9+.-]*:\/\//.test(text);
}

/** A telephone number, digits with separators, with or without its country. UNSURE: AWS checks the numbering plan, this does not. */
export const isPhone = (text: string): boolean =>
  /^\+?[\d\s().-]+$/.test(text) && text.replace(/\D/g, '').length >= 3 && text.replace(/\D/g, '').length <= 15;

/** An address of IPv4 or IPv6, with or without the length of its subnet's prefix: `127.0.0.1/8`. */
export function isIpAddress(text: string): boolean {
  const [, address = text, prefix = '0'] = /^(.*)\/(\d{1,3})$/s.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && Number(prefix) <= (version === 4 ? 32 : 128);
}
