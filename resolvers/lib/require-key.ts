import { util } from '@aws-appsync/utils';
import { badRequest } from './bad-request.ts';

/** DynamoDB takes partition keys of at most 2,048 bytes in UTF-8, which are 2,731 characters in base64 without padding. */
const MAX_BASE64_LENGTH = 2731;

/**
 * Ends the field with `BadRequest` naming `argument` unless its value can be a partition key: not empty, and not longer than
 * DynamoDB allows. `key` is the whole key, where the value is only a part of it.
 */
export function requireKey(argument: string, value: string, key: string = value): void {
  if (value === '') badRequest(`${argument} must not be empty`);
  // The runtime has no function that counts bytes, and a character may be four of them.
  const base64 = util.base64Encode(key).split('=').join('');
  if (base64.length > MAX_BASE64_LENGTH) badRequest(`${argument} is too long: a key holds 2,048 bytes`);
}
