import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, it } from 'vitest';
import { createWire, type Wire } from '../../../bench/wire/create-wire.ts';
import { listen } from '../../embedded/listen.ts';

const closings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

/** A wire to a server that answers with the host that it was asked under, and with what it was sent. */
async function startWire(): Promise<Wire<'api'>> {
  const { url, close } = await listen(
    createServer((request, response) => {
      void text(request).then((body) => response.writeHead(418).end(`${request.headers.host} ${request.url} ${body}`));
    }),
  );
  closings.push(close);
  const wire = await createWire({ api: `${url}/graphql` });
  closings.push(wire.close);
  return wire;
}

const call = (url: string, body: string, target = ''): Promise<Response> =>
  fetch(url, { method: 'POST', body, headers: target === '' ? {} : { 'x-amz-target': target } });

describe('a wire', () => {
  it('changes nothing in a call or its answer, not even the host', async () => {
    const { urls } = await startWire();
    const answer = await call(urls.api, 'hello');

    expect({ status: answer.status, body: await answer.text() }).toEqual({
      status: 418,
      body: `${new URL(urls.api).host} /graphql hello`,
    });
  });

  it('tells of the calls since the last time', async () => {
    const { urls, take } = await startWire();
    await call(urls.api, '{}', 'DynamoDB_20120810.PutItem');
    await call(urls.api, 'mutation');

    expect(take().map(({ body, ...rest }) => ({ ...rest, body: body.toString() }))).toEqual([
      { service: 'dynamodb', operation: 'PutItem', body: '{}', status: 418, round: 0 },
      { service: 'graphql', operation: '', body: 'mutation', status: 418, round: 0 },
    ]);
    expect(take()).toEqual([]);
  });

  it('takes calls that do not wait for each other for one round, and what waits for an answer for the next', async () => {
    const { urls, take, setPace } = await startWire();
    setPace('ROUNDS');
    const after = async (): Promise<void> => {
      await call(urls.api, 'a');
      await call(urls.api, 'after a');
    };
    await Promise.all([after(), call(urls.api, 'b'), call(urls.api, 'c')]);
    const rounds = take().map(({ body, round }) => `${round} ${body.toString()}`);

    expect(rounds.sort()).toEqual(['1 a', '1 b', '1 c', '2 after a']);
  });
});
