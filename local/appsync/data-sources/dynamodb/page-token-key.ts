import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

const KEY_BYTES = 32;

/** A key for pagination tokens that nobody has had yet. */
export const newPageTokenKey = (): Buffer => randomBytes(KEY_BYTES);

/**
 * The key that a file keeps, for its owner's eyes only; made when there is none.
 *
 * @throws Error of one line when the file holds something else
 */
export function keptPageTokenKey(file: string): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, newPageTokenKey(), { mode: 0o600, flag: 'wx' });
  }
  const key = readFileSync(file);
  if (key.length !== KEY_BYTES) {
    throw new Error(
      `${file} holds ${key.length} bytes and no key of ${KEY_BYTES}: remove it, and begin with first pages`,
    );
  }
  return key;
}
