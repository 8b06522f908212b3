/**
 * Reads a whole number from the environment. Throws an `Error` of one line for anything else: a run of NaN rounds would find nothing,
 * and so seem to have gone well.
 */
export function wholeNumber(name: string, otherwise: number, least = 1): number {
  const text = process.env[name];
  if (text === undefined) return otherwise;
  const value = /^\d+$/.test(text) ? Number(text) : NaN;
  if (!(Number.isSafeInteger(value) && value >= least))
    throw new Error(`${name} must be a whole number, ${least} at least, not '${text}'`);
  return value;
}

/** The seed that the variable names, or one of this moment. */
export function seedFrom(name: string): number {
  return wholeNumber(name, Date.now() % 2 ** 31, 0);
}
