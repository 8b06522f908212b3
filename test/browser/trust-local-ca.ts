import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { trustWays } from '../../local/tls/trust-ways.ts';

/** A home directory of its own, in which Chromium finds a certificate authority to trust. */
export type TrustingHome = {
  /** The environment to start Chromium with. */
  env: Record<string, string>;
  /** Has it trusted no longer, by a Chromium that is started from now on. */
  undo(): Promise<void>;
  /** Removes the home directory. */
  remove(): Promise<void>;
};

/**
 * Has a Chromium trust the certificate authority of a PEM file, by the very command that `npm run local-ca` prints for Linux.
 * Rejects when `certutil` is lacking.
 */
export async function trustLocalCa(certificateFile: string): Promise<TrustingHome> {
  const way = trustWays({ certificateFile, name: 'Local AppSync CA' }).find(({ client }) =>
    client.startsWith('Chromium'),
  );
  if (way === undefined) throw new Error('there is no way for Chromium to trust an authority');
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  const home = await mkdtemp(join(tmpdir(), 'trusting-home-'));
  const env = { ...Object.fromEntries(inherited), HOME: home };
  const remove = (): Promise<void> => rm(home, { recursive: true, force: true });
  try {
    await run(way.trust, env);
  } catch (error) {
    await remove();
    throw error;
  }
  return { env, undo: () => run(way.undo, env), remove };
}

async function run(command: string, env: Record<string, string>): Promise<void> {
  await promisify(execFile)('sh', ['-c', command], { env }).catch((cause: unknown) => {
    // The shell's word for a command that it does not find.
    if (cause instanceof Error && 'code' in cause && cause.code === 127) {
      throw new Error('No certutil on the path; Debian has it in libnss3-tools', { cause });
    }
    throw cause;
  });
}
