import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** A home directory of its own, in which Chromium finds a certificate authority to trust. */
export type TrustingHome = {
  /** The environment to start Chromium with. */
  env: Record<string, string>;
  /** Removes the home directory. */
  remove(): Promise<void>;
};

/**
 * Has a Chromium trust a certificate authority, as `npm run local-ca` describes it for Linux: through the NSS database of its home
 * directory. Takes the authority's certificate as a PEM file. Rejects when `certutil` is lacking.
 */
export async function trustLocalCa(certificateFile: string): Promise<TrustingHome> {
  const home = await mkdtemp(join(tmpdir(), 'trusting-home-'));
  const remove = (): Promise<void> => rm(home, { recursive: true, force: true });
  const database = join(home, '.pki', 'nssdb');
  try {
    await mkdir(database, { recursive: true });
    await certutil('-d', `sql:${database}`, '-N', '--empty-password');
    await certutil('-d', `sql:${database}`, '-A', '-t', 'C,,', '-n', 'local CA', '-i', certificateFile);
  } catch (error) {
    await remove();
    throw error;
  }
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { env: { ...Object.fromEntries(inherited), HOME: home }, remove };
}

async function certutil(...args: string[]): Promise<void> {
  await promisify(execFile)('certutil', args).catch((cause: unknown) => {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') {
      throw new Error('No certutil on the path; Debian has it in libnss3-tools', { cause });
    }
    throw cause;
  });
}
