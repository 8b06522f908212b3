/** Numbers that look random, the same for the same seed. */
export type Random = {
  /** From `low` up to `high`. */
  between(low: number, high: number): number;
  /** From `low` up to `high`, each factor as likely as the next. */
  scale(low: number, high: number): number;
  /** Mean 0, standard deviation 1. */
  normal(): number;
  /** One of the values. */
  pick<T>(first: T, ...others: T[]): T;
};

/** The generator mulberry32. */
export function random(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number): number => low + (high - low) * next();
  return {
    between,
    scale: (low, high) => Math.exp(between(Math.log(low), Math.log(high))),
    normal: () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next()),
    pick: (first, ...others) => [first, ...others][Math.floor(next() * (others.length + 1))] ?? first,
  };
}
