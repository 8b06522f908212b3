import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Item } from './attribute-value.ts';
import { toItem } from './attribute-value.ts';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** Seals and opens pagination tokens. A token opens only for the owner (API and resolver) that it was sealed for. */
export type PageTokens = {
  seal(lastKey: Item, owner: string): string;
  /** @throws InvalidTokenError */
  open(token: string, owner: string): Item;
};

/** A pagination token that was changed, was made for another resolver, or is none at all. */
export class InvalidTokenError extends Error {
  override name = 'InvalidTokenError';
}

/**
 * What a resolver gets as `ctx.error`.
 * AWS: recorded in https://github.com/aws-amplify/amplify-cli/issues/3411
 */
export const INVALID_TOKEN_ERROR = {
  type: 'DynamoDB:UserIllegalArgumentException',
  message: 'com.amazonaws.deepdish.common.pagination.InvalidPaginationTokenException: Invalid pagination token given.',
};

/** Tokens under a key of 32 bytes: opaque, as AWS's are, so that nobody comes to depend on what they hold. */
export function createPageTokens(key: Buffer): PageTokens {
  return {
    seal(lastKey, owner) {
      const nonce = randomBytes(NONCE_BYTES);
      const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(owner));
      const sealed = Buffer.concat([cipher.update(JSON.stringify(lastKey), 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
    },
    open(token, owner) {
      try {
        const bytes = Buffer.from(token, 'base64url');
        const tag = bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
        const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
        decipher.setAAD(Buffer.from(owner)).setAuthTag(tag);
        const text = Buffer.concat([
          decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)),
          decipher.final(),
        ]).toString('utf8');
        return toItem(JSON.parse(text), '[nextToken]');
      } catch (cause) {
        throw new InvalidTokenError('Invalid pagination token given.', { cause });
      }
    },
  };
}
