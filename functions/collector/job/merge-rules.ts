import { canonicalJson } from './canonical-json.ts';

/**
 * How two values of one field become one. Every rule is commutative, associative and idempotent, and what is built from
 * such rules is so too: a state is the same in whatever order, how often and by however many collectors it was merged.
 *
 * Where the second value adds nothing to the first, the result is the first itself, not a copy: `merged === a` tells
 * cheaply that nothing was learnt.
 */
export type Rule<T> = (a: T, b: T) => T;

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

/** Stands for the time of what was told without one where `oldest` merges it: anything dated was told first. */
export const UNDATED = Number.MAX_SAFE_INTEGER;

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
  const value = Math.max(a.value, b.value);
  const time = Math.max(a.time, b.time);
  return value === a.value && time === a.time ? a : { time, value };
};

/** Merges one field of two sides. Where one side was not told it, it is the other's. */
export function field<T>(rule: Rule<T>, a: T | undefined, b: T | undefined): T | undefined {
  if (b === undefined) return a;
  return a === undefined ? b : rule(a, b);
}

/**
 * The merged fields, all of them written out where they are merged, or the first side itself, when it has them all already. A field
 * that is left out does not compile. An object literal is what the engine makes fastest: by far most of the collector's merging went
 * into copies changed field by field.
 */
export function unlessSame<T extends object>(a: T, merged: { [Field in keyof Required<T>]: T[Field] }): T {
  for (const name in merged) if (merged[name] !== a[name]) return merged;
  return a;
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
