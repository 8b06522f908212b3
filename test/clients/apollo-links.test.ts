import { ApolloClient, ApolloLink, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { createRequire } from 'node:module';
import type * as AuthLink from 'aws-appsync-auth-link';
import { Signer } from 'aws-appsync-auth-link';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServedApi, serveApi } from './serve-api.ts';

let api: ServedApi;
beforeAll(async () => {
  api = await serveApi();
});
afterAll(() => api.close());

/** Apollo Client with AWS's link to sign, in its CommonJS build. */
async function query(http: HttpLink.Options): Promise<unknown> {
  const { createAuthLink } = createRequire(import.meta.url)('aws-appsync-auth-link') as typeof AuthLink;
  const url = `http://127.0.0.1:${api.port}/graphql`;
  const auth = createAuthLink({ url, region: api.region, auth: { type: 'AWS_IAM', credentials: api.watcher } });
  const client = new ApolloClient({
    cache: new InMemoryCache(),
    link: ApolloLink.from([auth as unknown as ApolloLink, new HttpLink({ ...http, uri: url })]),
  });
  return (await client.query({ query: gql('{ greeting(name: "Ada") }') })).data;
}

it('refuses Apollo Client 4 with IAM as it comes: it adds `extensions` to the body that the link has signed', async () => {
  await expect(query({})).rejects.toMatchObject({
    statusCode: 401,
    bodyText: expect.stringContaining('UnauthorizedException') as string,
  });
  expect(await query({ enhancedClientAwareness: { transport: false } })).toEqual({ greeting: 'Hello, Ada' });
});

it('cannot be reached with IAM by the link as an ES module of Node, which cannot sign', () => {
  expect(() => Signer.sign({ url: 'http://localhost/graphql' }, {}) as unknown).toThrow('Sha256 is not a constructor');
});
