import fc from 'fast-check';
import { API_KEY } from '../realtime/test-api.ts';
import { bytes, json, mutated } from './hostile-texts.ts';

const SIGNATURE =
  'AWS4-HMAC-SHA256 Credential=AKIA/20261124/us-east-1/appsync/aws4_request, SignedHeaders=host;x-amz-date, Signature=00';
const TOKEN = 'eyJhbGciOiJSUzI1NiIsImtpZCI6IngifQ.eyJpc3MiOiJodHRwOi8vMTI3LjAuMC4xIiwic3ViIjoieCJ9.c2ln';
const fieldText = fc.oneof(
  mutated(fc.constantFrom(SIGNATURE, TOKEN, `Bearer ${TOKEN}`, API_KEY)),
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
const keyed: [string, string] = ['x-api-key', API_KEY];
/** Headers that authorize, or try to. */
export const headers = fc.oneof(
  { weight: 4, arbitrary: fc.constant([keyed]) },
  fc.array(header, { maxLength: 4 }),
  fc.array(header, { maxLength: 3 }).map((all) => [keyed, ...all]),
);

/** The head of an HTTP request, up to and with its empty line. */
export const head = (first: string, all: readonly (readonly [string, string])[]): Buffer =>
  Buffer.from(
    [first, 'host: localhost', ...all.map(([name, text]) => `${name}: ${text}`), '\r\n'].join('\r\n'),
    'latin1',
  );
