/** Numbers from 0 to below 1. */
export type Random = () => number;

/** Numbers that look random and are the same for the same seed. */
export function seededRandom(seed: number): Random {
  // Mulberry32, public domain.
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

/** A job id as MediaConvert gives it: epoch milliseconds, a hyphen, six letters or digits. */
export function randomJobId(epochMs: number, random: Random): string {
  const letters = Array.from({ length: 6 }, () => LETTERS.charAt(Math.floor(random() * LETTERS.length)));
  return `${epochMs}-${letters.join('')}`;
}
