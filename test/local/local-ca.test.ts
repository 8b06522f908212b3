import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const COMMAND = fileURLToPath(new URL('../../local/local-ca.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

let directory: string;

beforeEach(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), 'a user-')));
});

afterEach(() => rmSync(directory, { recursive: true }));

describe('npm run local-ca', () => {
  it('makes an authority once, and prints how to trust that very one', async () => {
    const first = await localCa();
    expect(first).toMatchObject({ code: 0, stderr: '' });
    const file = join(directory, '.local', 'ca', 'ca.pem');
    const made = readFileSync(file, 'utf8');
    const [announcement, , who, where] = first.stdout.split('\n');
    expect(announcement).toBe('A certificate authority has been made.');
    expect(who).toMatch(/^Local AppSync CA [0-9a-f]{8}, valid until \d{4}-\d\d-\d\d, kept in$/);
    expect(where).toBe(file);
    expect(first.stdout).toContain(`NODE_EXTRA_CA_CERTS='${file}' node app.js`);

    const second = await localCa();
    expect(second).toEqual({ code: 0, stdout: first.stdout.split('\n').slice(2).join('\n'), stderr: '' });
    expect(readFileSync(file, 'utf8')).toBe(made);
  });

  it('prints its usage, and makes nothing', async () => {
    const { code, stdout } = await localCa('--help');
    expect({ code, firstLine: stdout.split('\n')[0] }).toEqual({ code: 0, firstLine: 'Usage: npm run local-ca' });
    expect(() => readFileSync(join(directory, '.local'))).toThrow('ENOENT');
  });

  it('answers a wrong option with one clear line and the status 2', async () => {
    expect(await localCa('--force')).toEqual({
      code: 2,
      stdout: '',
      stderr: "npm run local-ca: Unknown option '--force'\nSee npm run local-ca -- --help\n",
    });
  });
});

function localCa(...args: string[]): Promise<{ code: unknown; stdout: string; stderr: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['--import', TSX, COMMAND, ...args], { cwd: directory }, (error, stdout, stderr) => {
      resolve({ code: error?.code ?? 0, stdout, stderr });
    });
  });
}
