import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { keptPageTokenKey, newPageTokenKey } from '../../../../local/appsync/data-sources/dynamodb/page-token-key.ts';
import { createPageTokens, InvalidTokenError } from '../../../../local/appsync/data-sources/dynamodb/page-token.ts';

const KEY = { id: { S: 'a' }, at: { N: '5' }, b: { B: 'AQI=' } };
const OWNER = 'api/Query.jobs';

describe('a pagination token', () => {
  const key = newPageTokenKey();
  const tokens = createPageTokens(key);
  const token = tokens.seal(KEY, OWNER);

  it('opens to the key that was sealed, and is another one each time', () => {
    expect(tokens.open(token, OWNER)).toEqual(KEY);
    expect(tokens.seal(KEY, OWNER)).not.toBe(token);
  });

  it('opens wherever its key is', () => {
    expect(createPageTokens(key).open(token, OWNER)).toEqual(KEY);
  });

  it.each<[string, () => unknown]>([
    ['of another key', () => createPageTokens(newPageTokenKey()).open(token, OWNER)],
    ['of another resolver', () => tokens.open(token, 'api/Query.other')],
    ['of another API', () => tokens.open(token, 'other/Query.jobs')],
    ['that was changed', () => tokens.open(`${token.startsWith('A') ? 'B' : 'A'}${token.slice(1)}`, OWNER)],
    ['that was cut', () => tokens.open(token.slice(0, -4), OWNER)],
    ['that is too short', () => tokens.open('AAAA', OWNER)],
    ['that is nothing', () => tokens.open('', OWNER)],
  ])('%s does not open', (_which, open) => {
    expect(open).toThrow(InvalidTokenError);
  });
});

describe('a key that is kept', () => {
  const directory = mkdtempSync(join(tmpdir(), 'page-token-key-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it('is made once, in a file that its owner alone may read', () => {
    const file = join(directory, 'not/there/yet/key');
    const key = keptPageTokenKey(file);

    expect(key).toHaveLength(32);
    expect(keptPageTokenKey(file)).toEqual(key);
    expect(keptPageTokenKey(join(directory, 'other'))).not.toEqual(key);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('is refused in one line when the file holds something else', () => {
    const file = join(directory, 'broken');
    writeFileSync(file, 'short');

    expect(() => keptPageTokenKey(file)).toThrow(
      `${file} holds 5 bytes and no key of 32: remove it, and begin with first pages`,
    );
  });
});
