/** The value of a leaf field of an event. */
export type Scalar = string | number | boolean | null;

/** Whether one leaf value is wanted. */
export type ValueTest = (value: Scalar) => boolean;

/** What a pattern asks of one field: some value passing one of `tests`, or, with `orAbsent`, no such field at all. */
export type FieldPattern = { tests: ValueTest[]; orAbsent: boolean };

/** Fields by dotted name; all of them must match. */
type PatternBranch = ReadonlyMap<string, FieldPattern>;

/** A checked event pattern: the alternatives that `$or` makes of it, at least one. */
export type Pattern = readonly PatternBranch[];

/** An event pattern that EventBridge would refuse. The message names the field. */
export class InvalidEventPatternError extends Error {
  override name = 'InvalidEventPatternError';
}
