import { randomBytes } from 'node:crypto';
import type { Credentials, Principal } from './principal.ts';

/** Who holds which access key. Lives in memory: a key is good until the local stack stops. */
export type CredentialStore = {
  /** Makes a new access key for a principal; every call makes another. */
  issue(principal: Principal): Credentials;
  /** The key's secret and holder; undefined when no such key was issued here. */
  find(accessKeyId: string): { secretAccessKey: string; principal: Principal } | undefined;
};

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** A store without keys. Ids look like AWS's (`AKIA` and 16 characters), secrets are 40 characters of base64. */
export function createCredentialStore(): CredentialStore {
  const issued = new Map<string, { secretAccessKey: string; principal: Principal }>();
  return {
    issue(principal) {
      const accessKeyId = `AKIA${[...randomBytes(16)].map((byte) => BASE32.charAt(byte % 32)).join('')}`;
      const secretAccessKey = randomBytes(30).toString('base64');
      issued.set(accessKeyId, { secretAccessKey, principal });
      return { accessKeyId, secretAccessKey };
    },
    find: (accessKeyId) => issued.get(accessKeyId),
  };
}
