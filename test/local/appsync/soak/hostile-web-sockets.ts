import fc from 'fast-check';
import { API_KEY } from '../realtime/test-api.ts';
import { head, type Header, headersOf } from './hostile-headers.ts';
import { fittingSubscription } from './fitting-requests.ts';
import { requestText } from './hostile-requests.ts';
import { bytes, json, mutated, nested } from './hostile-texts.ts';
import { authorizations } from './hostile-tokens.ts';
import type { Sending } from './raw-exchange.ts';
import type { Tokens } from './soak-api.ts';

/** The JSON text of an authorization object, of a key or of a token. */
const authorizationObject = (tokens: Tokens): fc.Arbitrary<string> =>
  fc.oneof(
    fc.constant(JSON.stringify({ host: 'localhost', 'x-api-key': API_KEY })),
    authorizations(tokens).map((text) => JSON.stringify({ host: 'localhost', Authorization: text })),
  );

/** What carries an authorization object in an upgrade, or nothing of the kind. */
const carried = (object: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 2, arbitrary: object.map((text) => Buffer.from(text).toString('base64url')) },
    json.map((text) => Buffer.from(text).toString('base64')),
    bytes(60).map((raw) => raw.toString('base64')),
    mutated(object).map((text) => Buffer.from(text).toString('base64url')),
    fc.string({ maxLength: 30 }),
  );
const upgradeHead = (target: string, all: readonly Header[]): Buffer =>
  head(`GET ${target} HTTP/1.1`, [
    ['connection', 'Upgrade'],
    ['upgrade', 'websocket'],
    ['sec-websocket-version', '13'],
    ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ...all,
  ]);
const connecting = (authorization: string): Buffer =>
  upgradeHead('/graphql/realtime', [
    ['sec-websocket-protocol', `graphql-ws, header-${Buffer.from(authorization).toString('base64url')}`],
  ]);

/** A frame of RFC 6455 by a client, masked with zeros unless it is to break that rule. */
function frame(payload: Buffer, { first = 0x81, masked = true, length = payload.length } = {}): Buffer {
  const size = length < 126 ? Buffer.from([length]) : Buffer.from([126, (length >> 8) & 255, length & 255]);
  if (masked) size[0] = (size[0] ?? 0) | 0x80;
  return Buffer.concat([Buffer.from([first]), size, masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}
const textFrame = (text: string): Buffer => frame(Buffer.from(text).subarray(0, 65_535));
const INIT = textFrame('{"type":"connection_init"}');

const startText = (object: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc
    .record({
      id: fc.oneof(fc.constant('"s"'), json),
      data: fc.oneof(fittingSubscription, requestText, mutated(requestText)),
      extensions: fc.oneof(
        { weight: 2, arbitrary: object.map((authorization) => `{"authorization":${authorization}}`) },
        json,
      ),
    })
    .map(
      ({ id, data, extensions }) =>
        `{"id":${id},"type":"start","payload":{"data":${JSON.stringify(data)},"extensions":${extensions}}}`,
    );
const message = (object: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.oneof(
    { weight: 4, arbitrary: startText(object) },
    mutated(startText(object)),
    json,
    nested,
    fc.constantFrom(
      '{"type":"connection_init"}',
      '{"type":"stop","id":"s"}',
      '{"type":"start","id":"s"}',
      '{"type":"__proto__"}',
      '{"type":"ka"}',
      '',
      'null',
    ),
  );
const anyFrame = (object: fc.Arbitrary<string>): fc.Arbitrary<Buffer> =>
  fc.oneof(
    { weight: 5, arbitrary: message(object).map(textFrame) },
    { weight: 1, arbitrary: bytes(80) },
    {
      weight: 2,
      arbitrary: fc
        .record({
          payload: bytes(130),
          first: fc.nat(255),
          masked: fc.boolean(),
          length: fc.nat(65_535),
          lies: fc.boolean(),
        })
        .map(({ payload, first, masked, length, lies }) => frame(payload, { first, masked, ...(lies && { length }) })),
    },
  );

/** An upgrade to a WebSocket, rightly or wrongly authorized, and what is sent without waiting for it. */
export function upgradeOf(tokens: Tokens): fc.Arbitrary<Sending> {
  const object = authorizationObject(tokens);
  return fc
    .tuple(
      carried(object),
      fc.constantFrom('/graphql/realtime', '/graphql', '/'),
      headersOf(tokens),
      fc.array(anyFrame(object), { maxLength: 2 }),
    )
    .map(([given, path, all, sent]) => {
      const target = `${path}?header=${given.replaceAll(/\s/g, '+')}`;
      const first = Buffer.concat([upgradeHead(target, [['sec-websocket-protocol', 'graphql-ws'], ...all]), ...sent]);
      return { kind: 'upgrade', first };
    });
}

/** Frames on a connection that is acknowledged, unless its token is not good. */
export function framesOf(tokens: Tokens): fc.Arbitrary<Sending> {
  const object = authorizationObject(tokens);
  return fc.tuple(object, fc.array(anyFrame(object), { minLength: 1, maxLength: 5 })).map(([authorization, all]) => ({
    kind: 'frames',
    first: Buffer.concat([connecting(authorization), INIT]),
    later: Buffer.concat(all),
  }));
}
