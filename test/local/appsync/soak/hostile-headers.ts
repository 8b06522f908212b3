import fc from 'fast-check';
import { API_KEY } from '../realtime/test-api.ts';
import { bytes, json, mutated } from './hostile-texts.ts';
import { authorizations } from './hostile-tokens.ts';
import type { Tokens } from './soak-api.ts';

/** A header's name and value. */
export type Header = readonly [name: string, value: string];

const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=AKIA/20261124/us-east-1/appsync/aws4_request, SignedHeaders=host;x-amz-date, Signature=00';
const fieldText = fc.oneof(
  mutated(fc.constantFrom(SIGNATURE, API_KEY)),
  fc.string({ maxLength: 40 }),
  bytes(40).map((raw) => raw.toString('latin1')),
  fc.integer({ min: 1, max: 20_000 }).map((length) => 'a'.repeat(length)),
  json.map((text) => Buffer.from(text).toString('base64')),
);
const header = fc.tuple(
  fc.constantFrom(
    'authorization',
    'x-api-key',
    'x-amz-date',
    'x-amz-security-token',
    'x-amz-content-sha256',
    'content-type',
    'content-encoding',
    'x-amz-user-agent',
    'origin',
    '__proto__',
    'accept',
    'cookie',
    'expect',
    'sec-websocket-protocol',
    'sec-websocket-extensions',
  ),
  fieldText,
);
const keyed: Header = ['x-api-key', API_KEY];

/** Headers that authorize, or try to. */
export function headersOf(tokens: Tokens): fc.Arbitrary<Header[]> {
  const bearing = authorizations(tokens).map((text): Header => ['authorization', text]);
  const authorizing = fc.oneof(fc.constant(keyed), bearing);
  return fc.oneof(
    { weight: 8, arbitrary: authorizing.map((one): Header[] => [one]) },
    { weight: 1, arbitrary: fc.array<Header>(header, { maxLength: 4 }) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(authorizing, fc.array<Header>(header, { maxLength: 3 }))
        .map(([one, more]): Header[] => [one, ...more]),
    },
  );
}

/** The head of an HTTP request, up to and with its empty line. */
export const head = (first: string, all: readonly Header[]): Buffer =>
  Buffer.from(
    [first, 'host: localhost', ...all.map(([name, text]) => `${name}: ${text}`), '\r\n'].join('\r\n'),
    'latin1',
  );
