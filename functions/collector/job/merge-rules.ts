import { canonicalJson } from './canonical-json.ts';

/**
 * How two values of one field become one. Every rule is commutative, associative and idempotent, and what is built from
 * such rules is so too: a state is the same in whatever order, how often and by however many collectors it was merged.
 *
 * Where the second value adds nothing to the first, the result is the first itself, not a copy: `merged === a` tells
 * cheaply that nothing was learnt.
 */
export type Rule<T> = (a: T, b: T) => T;

/** A rule for each field. */
export type Rules<T> = { readonly [Field in keyof T]-?: Rule<Exclude<T[Field], undefined>> };

/** A value, and when it was told, in epoch milliseconds. */
export type Stamped<T> = { time: number; value: T };

/** The first of two times. */
export const earliest: Rule<number> = (a, b) => Math.min(a, b);

/** The last of two times. */
export const latest: Rule<number> = (a, b) => Math.max(a, b);

/** The larger number. */
export const greatest: Rule<number> = (a, b) => Math.max(a, b);

/** The value told last. Of two told in the same millisecond, the one whose canonical JSON is greater: any fixed choice will do. */
export function newest<T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  if (a.time !== b.time) return a.time > b.time ? a : b;
  return canonicalJson(a.value) >= canonicalJson(b.value) ? a : b;
}

/** The value told first; a tie as in `newest`. */
export function oldest<T>(a: Stamped<T>, b: Stamped<T>): Stamped<T> {
  if (a.time !== b.time) return a.time < b.time ? a : b;
  return newest(a, b);
}

/** The distinct values of both lists in the given order, no more than the first `limit`: what falls off could never come back. */
export function firstOf<T>(limit: number, order: (a: T, b: T) => number): Rule<T[]> {
  return (a, b) => {
    const distinct = new Map([...b, ...a].map((value) => [canonicalJson(value), value]));
    const merged = [...distinct.values()].sort(order).slice(0, limit);
    return merged.length === a.length && merged.every((value, index) => value === a[index]) ? a : merged;
  };
}

/** The larger number, at the last time that either was told. */
export const greatestValue: Rule<Stamped<number>> = (a, b) => {
  const [value, time] = [Math.max(a.value, b.value), Math.max(a.time, b.time)];
  return value === a.value && time === a.time ? a : { time, value };
};

/** The value of a field that is there. */
type Told<T> = Exclude<T[Extract<keyof T, string>], undefined>;

/** Field by field. A field that one side lacks is the other side's. */
export function fields<T extends object>(rules: Rules<T>): Rule<T> {
  return (a, b) => {
    let merged = a;
    // Of the two sides, the second is the one that tells less: an event's facts.
    for (const name in b) {
      const right = b[name];
      if (right === undefined) continue;
      const left = a[name];
      const value = left === undefined ? right : rules[name](left as Told<T>, right as Told<T>);
      if (value === left) continue;
      if (merged === a) merged = { ...a };
      merged[name] = value;
    }
    return merged;
  };
}

/**
 * Entry by entry of a dictionary, whose keys may be any: `__proto__` is one like the others. `keep` keeps those whose keys are the
 * first in some order: what it leaves out could never come back.
 */
export function entries<T>(
  rule: Rule<T>,
  keep: (all: Record<string, T>) => Record<string, T>,
): Rule<Record<string, T>> {
  return (a, b) => {
    let merged = a;
    for (const [key, told] of Object.entries(b)) {
      const own = Object.hasOwn(a, key) ? a[key] : undefined;
      const value = own === undefined ? told : rule(own, told);
      if (value === own) continue;
      merged = Object.fromEntries([...Object.entries(merged), [key, value]]);
    }
    const kept = keep(merged);
    return hasSameEntries(kept, a) ? a : kept;
  };
}

/** The side whose number in `field` is higher wins whole; the rule merges equals. */
export function highest<Field extends string, T extends Record<Field, number>>(field: Field, equals: Rule<T>): Rule<T> {
  return (a, b) => {
    if (a[field] === b[field]) return equals(a, b);
    return a[field] > b[field] ? a : b;
  };
}

function hasSameEntries<T>(kept: Record<string, T>, a: Record<string, T>): boolean {
  const entries = Object.entries(kept);
  return entries.length === Object.keys(a).length && entries.every(([key, value]) => value === a[key]);
}
