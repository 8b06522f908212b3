/** Something that a benchmark must find. */
export type MustHold = {
  name: string;
  measured: number;
  must: 'be at most' | 'be at least';
  limit: number;
  held: boolean;
};

/** What may not be more than a limit. What is not a number does not hold. */
export const atMost = (name: string, measured: number, limit: number): MustHold => ({
  name,
  measured: rounded(measured),
  must: 'be at most',
  limit,
  held: measured <= limit,
});

/** What may not be less than a limit. What is not a number does not hold. */
export const atLeast = (name: string, measured: number, limit: number): MustHold => ({
  name,
  measured: rounded(measured),
  must: 'be at least',
  limit,
  held: measured >= limit,
});

const rounded = (value: number): number => Math.round(value * 1000) / 1000;
