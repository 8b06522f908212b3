import { describe, expect, it } from 'vitest';
import { createPageTokens, InvalidTokenError } from '../../../../local/appsync/data-sources/dynamodb/page-token.ts';

const KEY = { id: { S: 'a' }, at: { N: '5' }, b: { B: 'AQI=' } };
const OWNER = 'api/Query.jobs';

describe('a pagination token', () => {
  const tokens = createPageTokens();
  const token = tokens.seal(KEY, OWNER);

  it('opens to the key that was sealed, and is another one each time', () => {
    expect(tokens.open(token, OWNER)).toEqual(KEY);
    expect(tokens.seal(KEY, OWNER)).not.toBe(token);
  });

  it.each<[string, () => unknown]>([
    ['of another process', () => createPageTokens().open(token, OWNER)],
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
