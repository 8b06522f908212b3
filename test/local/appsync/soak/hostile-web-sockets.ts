import fc from 'fast-check';
import { API_KEY } from '../realtime/test-api.ts';
import { head, headers } from './hostile-headers.ts';
import { bytes, json, mutated, nested, requestText } from './hostile-texts.ts';
import type { Sending } from './raw-exchange.ts';

const authorization = fc.oneof(
  fc.constant(Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': API_KEY })).toString('base64url')),
  json.map((text) => Buffer.from(text).toString('base64')),
  bytes(60).map((raw) => raw.toString('base64')),
  mutated(fc.constant(JSON.stringify({ host: 'localhost', 'x-api-key': API_KEY }))).map((text) =>
    Buffer.from(text).toString('base64url'),
  ),
  fc.string({ maxLength: 30 }),
);
const upgradeHead = (target: string, all: readonly (readonly [string, string])[]): Buffer =>
  head(`GET ${target} HTTP/1.1`, [
    ['connection', 'Upgrade'],
    ['upgrade', 'websocket'],
    ['sec-websocket-version', '13'],
    ['sec-websocket-key', 'dGhlIHNhbXBsZSBub25jZQ=='],
    ...all,
  ]);
const CONNECTED = upgradeHead('/graphql/realtime', [
  [
    'sec-websocket-protocol',
    `graphql-ws, header-${Buffer.from(JSON.stringify({ host: 'localhost', 'x-api-key': API_KEY })).toString('base64url')}`,
  ],
]);

/** A frame of RFC 6455 by a client, masked with zeros unless it is to break that rule. */
function frame(payload: Buffer, { first = 0x81, masked = true, length = payload.length } = {}): Buffer {
  const size = length < 126 ? Buffer.from([length]) : Buffer.from([126, (length >> 8) & 255, length & 255]);
  if (masked) size[0] = (size[0] ?? 0) | 0x80;
  return Buffer.concat([Buffer.from([first]), size, masked ? Buffer.alloc(4) : Buffer.alloc(0), payload]);
}
const textFrame = (text: string): Buffer => frame(Buffer.from(text).subarray(0, 65_535));
const INIT = textFrame('{"type":"connection_init"}');

const startText = fc
  .record({
    id: fc.oneof(fc.constant('"s"'), json),
    data: fc.oneof(requestText, mutated(requestText)),
    extensions: fc.oneof(
      fc.constant(JSON.stringify({ authorization: { host: 'localhost', 'x-api-key': API_KEY } })),
      json,
    ),
  })
  .map(
    ({ id, data, extensions }) =>
      `{"id":${id},"type":"start","payload":{"data":${JSON.stringify(data)},"extensions":${extensions}}}`,
  );
const message = fc.oneof(
  startText,
  mutated(startText),
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
const anyFrame = fc.oneof(
  { weight: 5, arbitrary: message.map(textFrame) },
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
export const upgrade = fc
  .tuple(
    authorization,
    fc.constantFrom('/graphql/realtime', '/graphql', '/'),
    headers,
    fc.array(anyFrame, { maxLength: 2 }),
  )
  .map(([given, path, all, frames]): Sending => ({
    kind: 'upgrade',
    first: Buffer.concat([
      upgradeHead(`${path}?header=${given.replaceAll(/\s/g, '+')}`, [['sec-websocket-protocol', 'graphql-ws'], ...all]),
      ...frames,
    ]),
  }));
/** Frames on a connection that has been acknowledged. */
export const frames = fc
  .array(anyFrame, { minLength: 1, maxLength: 5 })
  .map((all): Sending => ({ kind: 'frames', first: Buffer.concat([CONNECTED, INIT]), later: Buffer.concat(all) }));
