import { badRequest } from './bad-request.ts';

/** A subscription filter compares strings of at most 256 characters. AppSync takes a longer one without a word, and matches nothing. */
const MAX_LENGTH = 256;

/**
 * Ends the field with `BadRequest` naming `argument` unless a subscription filter can match its value: not empty, and not too long.
 * `matched` is the whole string that the filter compares, where the value is only a part of it.
 */
export function requireFilterValue(argument: string, value: string, matched: string = value): void {
  if (value === '') badRequest(`${argument} must not be empty`);
  if (matched.length > MAX_LENGTH) {
    badRequest(`${argument} is too long: a filter compares ${MAX_LENGTH} characters, and this takes ${matched.length}`);
  }
}
