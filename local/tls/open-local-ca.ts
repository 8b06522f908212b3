import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type KeyedCertificate, makeLocalCa } from './certificates.ts';

/** Where the local certificate authority is kept: `npm start` and `npm run local-ca` use the same one. */
export const LOCAL_CA_DIRECTORY = '.local/ca';

/** A certificate authority that is kept in a directory, for its owner's eyes only. */
export type LocalCa = KeyedCertificate & {
  /** The absolute path of `ca.pem`, the file to trust. */
  certificateFile: string;
  /** The name that its subject carries, unlike any other authority's. */
  name: string;
  /** The last moment at which it is valid. */
  expires: Date;
  /** Whether it was made just now, and why: there was none, or what was there had expired. */
  made: 'absent' | 'expired' | null;
};

/**
 * Reads the certificate authority that a directory keeps as `ca.pem` and `ca-key.pem`; makes it when there is none, or when it has expired.
 * Rejects, in one clear line, for one that cannot be used: somebody may have trusted it, so it is never replaced unasked.
 */
export async function openLocalCa(directory: string, now = new Date()): Promise<LocalCa> {
  const path = resolve(directory);
  const kept = await read(path);
  if (kept !== null) {
    const ca = check(path, kept);
    if (ca.expires > now) return ca;
    await discard(path);
  }
  await make(path, now);
  const fresh = await read(path);
  if (fresh === null) throw new Error(`${path} holds no certificate authority`);
  return { ...check(path, fresh), made: kept === null ? 'absent' : 'expired' };
}

/** Null when neither file is there. */
async function read(directory: string): Promise<KeyedCertificate | null> {
  const [certificate, key] = await Promise.all([
    readIfThere(join(directory, 'ca.pem')),
    readIfThere(join(directory, 'ca-key.pem')),
  ]);
  if (certificate !== null && key !== null) return { certificate, key };
  if (certificate === null && key === null) return null;
  throw unusable(directory, `${certificate === null ? 'ca.pem' : 'ca-key.pem'} is missing`);
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8');
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : String(cause);
    if (code === 'ENOENT') return null;
    throw new Error(`the local certificate authority cannot be read: ${file}: ${code}`, { cause });
  }
}

function check(directory: string, { certificate, key }: KeyedCertificate): LocalCa {
  const parsed = parse(directory, 'ca.pem', () => new X509Certificate(certificate));
  const privateKey = parse(directory, 'ca-key.pem', () => createPrivateKey(key));
  if (!parsed.ca || !parsed.checkPrivateKey(privateKey)) {
    throw unusable(directory, 'ca.pem is not an authority of the key in ca-key.pem');
  }
  return {
    certificate,
    key,
    certificateFile: join(directory, 'ca.pem'),
    name: parsed.subject.replace(/^CN=/, ''),
    expires: new Date(parsed.validTo),
    made: null,
  };
}

function parse<Parsed>(directory: string, file: string, read: () => Parsed): Parsed {
  try {
    return read();
  } catch (cause) {
    throw unusable(directory, `${file} cannot be understood`, cause);
  }
}

function unusable(directory: string, reason: string, cause?: unknown): Error {
  return new Error(
    `the local certificate authority in ${directory} cannot be used: ${reason}; remove the directory to have another made, and trust that one instead`,
    { cause },
  );
}

/** The two files appear together or not at all: of two stacks that start at once, one makes the authority and both use it. */
async function make(directory: string, now: Date): Promise<void> {
  const { certificate, key } = await makeLocalCa(now);
  await mkdir(dirname(directory), { recursive: true });
  // `mkdtemp` leaves the directory to its owner alone.
  const fresh = await mkdtemp(`${directory}-`);
  try {
    await writeFile(join(fresh, 'ca-key.pem'), key, { mode: 0o600 });
    await writeFile(join(fresh, 'ca.pem'), certificate, { mode: 0o600 });
    await rename(fresh, directory);
  } catch (cause) {
    await rm(fresh, { recursive: true, force: true });
    const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
    // Another was faster, and its authority is as good; or the directory holds something else, which the caller finds out.
    if (code !== 'ENOTEMPTY' && code !== 'EEXIST') throw cause;
  }
}

/** Whoever else finds the expired authority at the same moment may have moved it away already. */
async function discard(directory: string): Promise<void> {
  const aside = await mkdtemp(`${directory}-expired-`);
  await rename(directory, aside).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
  });
  await rm(aside, { recursive: true, force: true });
}
