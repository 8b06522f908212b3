import { padStart } from './text.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BASE62 = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
/** KSUID counts seconds from 2014-05-13T16:53:20Z. */
const KSUID_EPOCH_SECONDS = 1_400_000_000;
const KSUID_LENGTH = 27;
const KSUID_PAYLOAD_BYTES = 16;

const randomInteger = (limit: number): number => Math.floor(Math.random() * limit);

/** `util.autoId`: a random UUID, version 4. */
export function autoId(): string {
  let out = '';
  for (const character of 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx') {
    if (character === 'x') out += randomInteger(16).toString(16);
    else if (character === 'y') out += (8 + randomInteger(4)).toString(16);
    else out += character;
  }
  return out;
}

/** `util.autoUlid`: ten characters of milliseconds, sixteen of chance. */
export function autoUlid(): string {
  let time = Date.now();
  let out = '';
  for (let at = 0; at < 10; at += 1) {
    out = CROCKFORD.charAt(time % 32) + out;
    time = Math.floor(time / 32);
  }
  for (let at = 0; at < 16; at += 1) out += CROCKFORD.charAt(randomInteger(32));
  return out;
}

/** `util.autoKsuid`: 4 bytes of seconds and 16 of chance, in 27 base62 characters. */
export function autoKsuid(): string {
  let number = BigInt(Math.floor(Date.now() / 1000) - KSUID_EPOCH_SECONDS);
  for (let at = 0; at < KSUID_PAYLOAD_BYTES; at += 1) number = number * 256n + BigInt(randomInteger(256));
  let out = '';
  while (number > 0n) {
    out = BASE62.charAt(Number(number % 62n)) + out;
    number /= 62n;
  }
  return padStart(out, KSUID_LENGTH, '0');
}
