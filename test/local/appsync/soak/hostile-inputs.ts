import fc from 'fast-check';
import { head, headers } from './hostile-headers.ts';
import { body, query } from './hostile-texts.ts';
import { frames, upgrade } from './hostile-web-sockets.ts';
import type { Sending } from './raw-exchange.ts';

const post = fc.tuple(headers, body).map(([all, sent]): Sending => ({
  kind: 'POST',
  first: Buffer.concat([
    head('POST /graphql HTTP/1.1', [...all, ['content-length', String(sent.length)], ['connection', 'close']]),
    sent,
  ]),
}));
const httpRequest = fc
  .tuple(
    fc.constantFrom('GET', 'OPTIONS', 'PUT', 'HEAD', 'DELETE', 'TRACE', 'NO SUCH', 'connect'),
    fc.oneof(
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
    ),
    headers,
  )
  .map(([method, target, all]): Sending => ({
    kind: 'request',
    first: head(`${method} ${target} HTTP/1.1`, [...all, ['connection', 'close']]),
  }));

/** Anything that a client may send against the rules of HTTP, RFC 6455, JSON, GraphQL or PROTOCOL.md, or within them. */
export const hostileInput: fc.Arbitrary<Sending> = fc.oneof(post, post, httpRequest, upgrade, frames, frames);
