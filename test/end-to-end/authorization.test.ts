import { WebSocket } from 'ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKey, type Authorize, token } from '../../client/authorization.ts';
import { createGraphQLClient } from '../../client/graphql-client.ts';
import { watchJob } from '../../client/job/watch-job.ts';
import { authorizeWith } from '../../dashboard/authorize.ts';
import type { TokenRequest, Tokens } from '../../local/issuer/token-request.ts';
import type { LocalStack } from '../../local/start-local-stack.ts';
import { progressInput } from './progress-input.ts';
import { postEvents, sampleEvent, startTestStack } from './test-stack.ts';

const ISSUER = { issuer: 'https://login.example/tenant/', clientId: 'web|tv' };
/** Where the local issuer has the other one's tokens. */
const AT_ISSUER = 'login.example/tenant';

let stack: LocalStack;
beforeAll(async () => {
  stack = await startTestStack({
    context: { auth: 'COGNITO,API_KEY,OIDC', oidc: JSON.stringify(ISSUER), streams: 'false', monitoring: 'false' },
  });
});
afterAll(() => stack.close());

/** Tokens as anybody gets them who reads `outputs.json`. */
async function tokensOf(path: string, request: TokenRequest = {}): Promise<Tokens> {
  const response = await fetch(`${stack.outputs.issuerUrl ?? ''}/${path}/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
  });
  return (await response.json()) as Tokens;
}
const pool = (): string => stack.outputs.resources.userPoolId ?? '';
const idToken = async (path: string, request?: TokenRequest): Promise<string> =>
  (await tokensOf(path, request)).id_token;
const key = (): string => stack.outputs.apiKey ?? '';

const CALLERS: [who: string, authorize: () => Authorize][] = [
  ['an id token of the user pool', () => token(() => idToken(pool()))],
  ['an access token of the user pool', () => token(async () => (await tokensOf(pool())).access_token)],
  ['a token of the issuer', () => token(() => idToken(AT_ISSUER))],
  ['a token of the issuer for its other client', () => token(() => idToken(AT_ISSUER, { clientId: 'tv' }))],
  ['the API key', () => apiKey(key())],
  ['a signature', () => authorizeWith({ region: stack.outputs.region, ...stack.outputs.credentials.admin })],
];

/** What is the matter with a token or a key. */
const STRANGERS: [who: string, authorize: () => Authorize][] = [
  ['an expired token of the user pool', () => token(() => idToken(pool(), { expiresIn: -1 }))],
  ['an expired token of the issuer', () => token(() => idToken(AT_ISSUER, { expiresIn: -1 }))],
  ['a token for another client of the issuer', () => token(() => idToken(AT_ISSUER, { clientId: 'radio' }))],
  ['a token of another issuer', () => token(() => idToken(''))],
  ['a token of another user pool', () => token(() => idToken(pool(), { claims: { iss: `${pool()}x` } }))],
  ['a token whose claims were changed', () => token(async () => changed(await idToken(pool())))],
  ['another key', () => apiKey(`${key()}x`)],
  ['nothing', () => () => Promise.resolve({})],
];

/** A token with a claim more, its signature as it was. */
function changed(text: string): string {
  const [header = '', claims = '', signature = ''] = text.split('.');
  const more = { ...(JSON.parse(Buffer.from(claims, 'base64url').toString()) as object), 'cognito:groups': ['admins'] };
  return [header, Buffer.from(JSON.stringify(more)).toString('base64url'), signature].join('.');
}

const ANY_JOB = { text: '{ jobsByStatus(status: PROGRESSING) { items { id } } }' };

describe('the outputs', () => {
  it('name what clients need', () => {
    const { apiKey: ownKey, issuerUrl, resources } = stack.outputs;
    expect({ ownKey, issuerUrl, ...resources }).toMatchObject({
      ownKey: expect.stringMatching(/^da2-/) as unknown,
      issuerUrl: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as unknown,
      userPoolId: expect.stringMatching(/^us-east-1_\w{9}$/) as unknown,
      userPoolClientId: expect.stringMatching(/^\w{26}$/) as unknown,
    });
  });
});

describe('whoever comes with', () => {
  it.each(CALLERS.map(([who, authorize], index) => [who, authorize, index] as const))(
    '%s reads a job and is told what becomes of it',
    async (_, authorize, index) => {
      const jobId = `${1_764_201_600_000 + index}-caller`;
      await postEvents(stack, await sampleEvent('PROGRESSING', jobId, 1_764_201_600_000));
      const watch = watchJob(stack.outputs.graphqlUrl, authorize(), jobId, { WebSocket });
      const states: string[] = [];
      for await (const { status } of watch) {
        states.push(status);
        if (states.length === 1) await postEvents(stack, await sampleEvent('COMPLETE', jobId, 1_764_201_660_000));
      }
      expect(states).toEqual(['PROGRESSING', 'COMPLETE']);
    },
  );

  it.each(STRANGERS)('%s is refused, over HTTP and at the WebSocket', async (_, authorize) => {
    const { graphqlUrl } = stack.outputs;
    const { query } = createGraphQLClient({ graphqlUrl, authorize: authorize() });
    const refused = { name: 'GraphQLOperationError', kind: 'unauthorized' };

    await expect(query(ANY_JOB, {})).rejects.toMatchObject(refused);
    const watch = watchJob(graphqlUrl, authorize(), 'any', { WebSocket });
    await expect(watch[Symbol.asyncIterator]().next()).rejects.toMatchObject(refused);
  });

  it.each(CALLERS.slice(0, -1))('%s cannot publish', async (_, authorize) => {
    const { query } = createGraphQLClient({ graphqlUrl: stack.outputs.graphqlUrl, authorize: authorize() });
    const text = 'mutation ($input: JobProgressInput!) { publishJobProgress(input: $input) { jobId } }';

    await expect(query({ text }, { input: progressInput('any') })).rejects.toMatchObject({
      message: 'Not Authorized to access publishJobProgress on type Mutation',
    });
  });
});
