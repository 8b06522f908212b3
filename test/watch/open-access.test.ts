import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAccess } from '../../watch/open-access.ts';

const URLS = { graphqlUrl: 'http://127.0.0.1:4000/graphql', realtimeUrl: 'ws://127.0.0.1:4000/graphql/realtime' };
const REQUEST = { url: new URL(URLS.graphqlUrl), body: '{}', headers: {} };

describe('the way to the API', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'watch-access-'));
  });
  afterAll(() => rm(directory, { recursive: true }));

  const file = async (name: string, text: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, text);
    return path;
  };

  it('is that of the local stack, with its own key', async () => {
    const outputsFile = await file(
      'outputs.json',
      JSON.stringify({ ...URLS, region: 'us-east-1', apiKey: 'da2-local' }),
    );
    const { endpoint, authorize } = await openAccess({ outputsFile, identity: undefined });

    expect(endpoint).toEqual(URLS);
    expect(await authorize(REQUEST)).toMatchObject({ 'x-api-key': 'da2-local' });
  });

  it('takes a token from a file anew each time', async () => {
    const tokenFile = await file('token', 'old\n');
    const { authorize } = await openAccess({
      endpoint: URLS.graphqlUrl,
      realtimeEndpoint: undefined,
      identity: { tokenFile },
    });
    const first = await authorize(REQUEST);
    await file('token', 'new\n');

    expect([first, await authorize(REQUEST)]).toEqual([{ Authorization: 'old' }, { Authorization: 'new' }]);
  });

  it.each([
    ['absent.json', undefined, /^no local stack is running: .*absent\.json is not there; npm start starts one/],
    ['broken.json', '{', /broken\.json does not name a GraphQL URL; npm start writes it anew$/],
    ['other.json', '{"graphqlUrl":"nowhere"}', /other\.json does not name a GraphQL URL/],
    [
      'keyless.json',
      JSON.stringify({ ...URLS, region: 'us-east-1' }),
      /^the local stack takes no API key: give --token/,
    ],
  ])('is not there with %s', async (name, text, line) => {
    const outputsFile = text === undefined ? join(directory, name) : await file(name, text);
    await expect(openAccess({ outputsFile, identity: undefined })).rejects.toThrow(line);
  });
});
