import fc from 'fast-check';
import { handshake } from './hostile-handshakes.ts';
import { head, headersOf } from './hostile-headers.ts';
import { body, query } from './hostile-requests.ts';
import { framesOf, upgradeOf } from './hostile-web-sockets.ts';
import type { Sending } from './raw-exchange.ts';
import type { Tokens } from './soak-api.ts';

const postOf = (tokens: Tokens): fc.Arbitrary<Sending> =>
  fc.tuple(headersOf(tokens), body).map(([all, sent]) => ({
    kind: 'POST',
    first: Buffer.concat([
      head('POST /graphql HTTP/1.1', [...all, ['content-length', String(sent.length)], ['connection', 'close']]),
      sent,
    ]),
  }));
const method = fc.constantFrom('GET', 'OPTIONS', 'PUT', 'HEAD', 'DELETE', 'TRACE', 'NO SUCH', 'connect');
const target = fc.oneof(
  fc.constantFrom(
    '/graphql',
    '/',
    '//',
    '/graphql/realtime',
    '/graphql?query=%',
    '/graphql?query={echo}&variables=%7B',
    '*',
    'http://[',
    '/graphql?__proto__=1&query=',
  ),
  query.map((text) => `/graphql?query=${encodeURIComponent(Buffer.from(text).toString()).slice(0, 4000)}`),
  fc.string({ maxLength: 40 }),
);
const requestOf = (tokens: Tokens): fc.Arbitrary<Sending> =>
  fc.tuple(method, target, headersOf(tokens)).map(([verb, path, all]) => ({
    kind: 'request',
    first: head(`${verb} ${path} HTTP/1.1`, [...all, ['connection', 'close']]),
  }));

/**
 * Anything that a client may send against the rules of TLS, HTTP, RFC 6455, JSON, GraphQL or PROTOCOL.md, or within them: a share of it
 * over TLS.
 */
export function hostileInput(tokens: Tokens): fc.Arbitrary<Sending> {
  const post = postOf(tokens);
  const frames = framesOf(tokens);
  const inClear = fc.oneof(post, post, requestOf(tokens), upgradeOf(tokens), frames, frames);
  const overTls = inClear.map((sending): Sending => ({ ...sending, kind: `${sending.kind} over TLS`, isSecure: true }));
  return fc.oneof(
    { weight: 15, arbitrary: inClear },
    { weight: 4, arbitrary: overTls },
    { weight: 1, arbitrary: handshake },
  );
}
