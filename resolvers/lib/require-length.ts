import { util } from '@aws-appsync/utils';
import { badRequest } from './bad-request.ts';

/** DynamoDB takes partition keys of at most 2,048 bytes in UTF-8, which are 2,731 characters in base64 without padding. */
const MAX_KEY_BASE64_LENGTH = 2731;

/** A subscription filter compares strings of at most 256 characters. AppSync takes a longer one without a word, and matches nothing. */
const MAX_FILTER_LENGTH = 256;

/** Ends the field with `BadRequest` naming `argument` when the key that is made of it is longer than DynamoDB allows. */
export function requireKeyLength(argument: string, key: string): void {
  // The runtime has no function that counts bytes, and a character may be four of them.
  const base64 = util.base64Encode(key).split('=').join('');
  if (base64.length > MAX_KEY_BASE64_LENGTH) badRequest(`${argument} must not take more than 2,048 bytes`);
}

/** Ends the field with `BadRequest` naming `argument` when what a filter compares is longer than filters can be. */
export function requireFilterLength(argument: string, compared: string): void {
  if (compared.length > MAX_FILTER_LENGTH) {
    badRequest(`${argument} must not take more than ${MAX_FILTER_LENGTH} characters, and takes ${compared.length}`);
  }
}
