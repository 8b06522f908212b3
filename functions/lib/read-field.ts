import { EARLIEST_EPOCH_MS } from './earliest-time.ts';

/** The fields of every member of a union, none of them checked. */
export type Unchecked<T> = Partial<Record<T extends unknown ? keyof T : never, unknown>>;

const MAX_TEXT_LENGTH = 8192;
const MAX_INT = 2 ** 31 - 1;
/** Times up to the year 2286, so that all of them have 13 digits. */
const MAX_EPOCH_MS = 1e13 - 1;

/** The value, if it is an object; else one without any field. */
export function objectOf<T>(value: unknown): Unchecked<T> {
  const fields: Record<string, unknown> = isObject(value) ? value : {};
  return fields as Unchecked<T>;
}

/** True for `{}`, not for null and not for a list. */
export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value, if it is a list; else undefined. */
export function listOf(value: unknown): unknown[] | undefined {
  return Array.isArray(value) ? (value as unknown[]) : undefined;
}

/** The strings of a list, each cut at 8,192 characters; without a list, none. */
export function textsOf(value: unknown): string[] {
  return (listOf(value) ?? []).filter((each) => typeof each === 'string').map((each) => each.slice(0, MAX_TEXT_LENGTH));
}

/** A string that is not empty, cut at 8,192 characters. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, MAX_TEXT_LENGTH) : undefined;
}

/** A string that can be (a part of) a table's key: not empty, and short. */
export function keyTextOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && value.length <= 256 ? value : undefined;
}

/** A number that fits GraphQL's `Int`; fractions are cut off. Adding 0 makes a negative zero an ordinary one. */
export function intOf(value: unknown): number | undefined {
  return typeof value === 'number' && Math.abs(value) <= MAX_INT ? Math.trunc(value) + 0 : undefined;
}

/** A finite number. */
export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}

/** A whole number from 0 that counts without loss. */
export function countOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 && value <= Number.MAX_SAFE_INTEGER
    ? Math.floor(value) + 0
    : undefined;
}

/** A percentage, forced into 0 to 100, three decimals. */
export function percentOf(value: unknown): number | undefined {
  const percent = numberOf(value);
  return percent === undefined ? undefined : Math.round(Math.min(100, Math.max(0, percent)) * 1000) / 1000;
}

/** Epoch milliseconds, from epoch milliseconds; undefined for a time that no event can have. */
export function epochMsOf(value: unknown): number | undefined {
  const ms = countOf(value);
  return ms !== undefined && ms >= EARLIEST_EPOCH_MS && ms <= MAX_EPOCH_MS ? ms : undefined;
}

/** Epoch milliseconds, from an ISO 8601 time. */
export function isoTimeOf(value: unknown): number | undefined {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value) ? epochMsOf(Date.parse(value)) : undefined;
}

/** Epoch milliseconds, from epoch seconds. */
export function epochSecondsOf(value: unknown): number | undefined {
  const seconds = numberOf(value);
  return seconds === undefined ? undefined : epochMsOf(seconds * 1000);
}

/** Seconds, from the name of an update interval: `SECONDS_60` is 60. */
export function intervalOf(value: unknown): number | undefined {
  const digits = typeof value === 'string' ? /^SECONDS_(\d{1,5})$/.exec(value)?.[1] : undefined;
  return digits === undefined ? undefined : Number(digits);
}

/** One of the given names. */
export function nameOf<Name extends string>(value: unknown, names: readonly Name[]): Name | undefined {
  return names.find((name) => name === value);
}
