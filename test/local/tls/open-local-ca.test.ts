import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLocalCa } from '../../../local/tls/open-local-ca.ts';

let parent: string;
let directory: string;

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'local-ca-'));
  directory = join(parent, '.local', 'ca');
});

afterEach(() => rmSync(parent, { recursive: true }));

describe('openLocalCa', () => {
  it('makes an authority where there is none, for its owner alone, and then keeps to it', async () => {
    const made = await openLocalCa(directory);
    expect(made).toEqual({
      certificate: readFileSync(join(directory, 'ca.pem'), 'utf8'),
      key: readFileSync(join(directory, 'ca-key.pem'), 'utf8'),
      certificateFile: join(directory, 'ca.pem'),
      name: expect.stringMatching(/^Local AppSync CA [0-9a-f]{8}$/) as string,
      expires: expect.any(Date) as Date,
      made: 'absent',
    });
    expect([mode(directory), mode(join(directory, 'ca-key.pem'))]).toEqual([0o700, 0o600]);
    expect(await openLocalCa(directory)).toEqual({ ...made, made: null });
    expect(readdirSync(join(parent, '.local'))).toEqual(['ca']);
  });

  it('makes an authority in an empty directory', async () => {
    mkdirSync(directory, { recursive: true });
    expect((await openLocalCa(directory)).made).toBe('absent');
  });

  it('gives the same authority to stacks that start at once', async () => {
    const opened = await Promise.all([1, 2, 3].map(() => openLocalCa(directory)));
    expect(new Set(opened.map(({ certificate }) => certificate)).size).toBe(1);
    expect(new Set(opened.map(({ key }) => key)).size).toBe(1);
    expect(readdirSync(join(parent, '.local'))).toEqual(['ca']);
  });

  it('makes another in place of one that has expired', async () => {
    const old = await openLocalCa(directory, new Date('2020-01-01'));
    const fresh = await openLocalCa(directory);
    expect(fresh).toMatchObject({ made: 'expired', certificateFile: old.certificateFile });
    expect(fresh.name).not.toBe(old.name);
    expect(fresh.expires.getTime()).toBeGreaterThan(Date.now());
    expect(readdirSync(join(parent, '.local'))).toEqual(['ca']);
  });

  it.each([
    { what: 'without its key', spoil: () => rmSync(join(directory, 'ca-key.pem')), reason: 'ca-key.pem is missing' },
    { what: 'without its certificate', spoil: () => rmSync(join(directory, 'ca.pem')), reason: 'ca.pem is missing' },
    {
      what: 'that is no certificate',
      spoil: () => writeFileSync(join(directory, 'ca.pem'), 'nonsense'),
      reason: 'ca.pem cannot be understood',
    },
    {
      what: 'whose key is cut short',
      spoil: () => writeFileSync(join(directory, 'ca-key.pem'), ''),
      reason: 'ca-key.pem cannot be understood',
    },
  ])('refuses an authority $what, and leaves it as it is', async ({ spoil, reason }) => {
    await openLocalCa(directory);
    spoil();
    const files = readdirSync(directory);
    await expect(openLocalCa(directory)).rejects.toThrow(
      `the local certificate authority in ${directory} cannot be used: ${reason}; remove the directory to have another made, and trust that one instead`,
    );
    expect(readdirSync(directory)).toEqual(files);
  });

  it('refuses the key of another authority', async () => {
    await openLocalCa(directory);
    const other = await openLocalCa(join(parent, 'other'));
    writeFileSync(join(directory, 'ca-key.pem'), other.key);
    await expect(openLocalCa(directory)).rejects.toThrow('ca.pem is not an authority of the key in ca-key.pem');
  });

  it('says which file cannot be read', async () => {
    mkdirSync(join(directory, 'ca.pem'), { recursive: true });
    await expect(openLocalCa(directory)).rejects.toThrow(
      `the local certificate authority cannot be read: ${join(directory, 'ca.pem')}: EISDIR`,
    );
  });

  it('leaves a directory alone that holds something else', async () => {
    mkdirSync(directory, { recursive: true });
    writeFileSync(join(directory, 'notes.txt'), 'mine');
    await expect(openLocalCa(directory)).rejects.toThrow(`${directory} holds no certificate authority`);
    expect(existsSync(join(directory, 'notes.txt'))).toBe(true);
  });
});

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}
