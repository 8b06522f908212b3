import type { IAsyncProperty, IProperty } from 'fast-check';

/** Something that takes input from outside, and what holds of it whatever the input is. */
export type Subject = {
  /** Throws, or rejects, when it does not hold. */
  property: IProperty<[unknown]> | IAsyncProperty<[unknown]>;
  close(): Promise<void>;
};

/** A subject that holds on to nothing. */
export const subjectOf = (property: Subject['property']): Subject => ({ property, close: () => Promise.resolve() });

/** @throws Error with what does not hold */
export function hold(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`it does not hold that ${claim}`);
}

const CONTROL = /\p{Cc}/u;

/** @throws Error when text would be more than one line, or command a terminal */
export function holdLine(text: string): void {
  hold(!CONTROL.test(text), `${JSON.stringify(text)} is a line without control characters`);
}
