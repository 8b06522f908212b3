import { createServer, type IncomingMessage } from 'node:http';
import { Sha256 } from '@smithy/core/checksum';
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCredentialStore } from '../../../local/iam/credential-store.ts';
import type { Principal } from '../../../local/iam/principal.ts';
import type { SignedRequest } from '../../../local/iam/signed-request.ts';
import { verifySignature } from '../../../local/iam/verify-signature.ts';
import { listen } from '../../embedded/listen.ts';

const PRINCIPAL: Principal = { arn: 'arn:me', accountId: '0', userId: 'me', context: {}, statements: [] };
const NOW = new Date('2026-11-23T20:00:00Z');

const store = createCredentialStore();
const credentials = store.issue(PRINCIPAL);

async function signed(
  change: Partial<SignedRequest & { service: string; query: string; date: Date; secret: string }> = {},
): Promise<SignedRequest> {
  const { service = 'dynamodb', query = '', date = NOW, method = 'POST', path = '/', body = '{"a":1}' } = change;
  const signer = new SignatureV4({
    credentials: { ...credentials, secretAccessKey: change.secret ?? credentials.secretAccessKey },
    region: 'us-east-1',
    service,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
  });
  const { headers = { host: '127.0.0.1:8000', 'content-type': 'application/x-amz-json-1.0' } } = change;
  const request = await signer.sign(
    {
      method,
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      query: Object.fromEntries(new URLSearchParams(query)),
      headers,
      body,
    },
    { signingDate: date },
  );
  return { method, path, query, body, headers: request.headers };
}

const verify = (request: SignedRequest) => verifySignature(request, store, () => NOW);
const ACCEPTED = { ok: true, principal: PRINCIPAL, service: 'dynamodb', region: 'us-east-1' };
const MISMATCH = {
  ok: false,
  fault: 'MISMATCH',
  message:
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
};

describe('a signed request', () => {
  it('is accepted with its signer, service and region', async () => {
    expect(await verify(await signed())).toEqual(ACCEPTED);
  });

  it('is accepted over HTTP/2, where `:authority` is signed in the place of `host`', async () => {
    const request = await signed({ headers: { ':authority': '127.0.0.1:8000' } });
    expect(await verify(request)).toEqual(ACCEPTED);
  });

  it.each<[what: string, change: Partial<SignedRequest>]>([
    ['body', { body: '{"a":2}' }],
    ['method', { method: 'GET' }],
    ['path', { path: '/x' }],
    ['query', { query: 'a=1' }],
  ])('is refused when its %s was changed', async (_what, change) => {
    expect(await verify({ ...(await signed()), ...change })).toEqual(MISMATCH);
  });

  it.each(['host', 'content-type', 'x-amz-date', 'x-amz-content-sha256'])(
    'is refused when its signed header `%s` was changed',
    async (name) => {
      const request = await signed();
      const changed = name === 'x-amz-date' ? '20261123T200001Z' : 'changed';
      expect(await verify({ ...request, headers: { ...request.headers, [name]: changed } })).toEqual(MISMATCH);
    },
  );

  it('may gain headers that are not signed', async () => {
    const request = await signed();
    expect(await verify({ ...request, headers: { ...request.headers, 'x-forwarded-for': '::1' } })).toEqual(ACCEPTED);
  });

  it('is refused with another secret', async () => {
    expect(await verify(await signed({ secret: 'guessed' }))).toEqual(MISMATCH);
  });

  it('is refused with a key that was never issued, and with a session token', async () => {
    const unknown = {
      ok: false,
      fault: 'UNKNOWN_KEY',
      message: 'The security token included in the request is invalid.',
    };
    const request = await signed();
    const authorization = (request.headers['authorization'] ?? '').replace(credentials.accessKeyId, 'AKIAUNKNOWN');
    expect(await verify({ ...request, headers: { ...request.headers, authorization } })).toEqual(unknown);
    expect(await verify({ ...request, headers: { ...request.headers, 'x-amz-security-token': 'x' } })).toEqual(unknown);
  });

  it.each([
    ['2026-11-23T19:55:00Z', undefined],
    ['2026-11-23T20:05:00Z', undefined],
    [
      '2026-11-23T19:54:59Z',
      'Signature expired: 20261123T195459Z is now earlier than 20261123T195500Z (20261123T200000Z - 5 min.)',
    ],
    [
      '2026-11-23T20:05:01Z',
      'Signature not yet current: 20261123T200501Z is still later than 20261123T200500Z (20261123T200000Z + 5 min.)',
    ],
  ])('signed at %s is: %s', async (date, message) => {
    const verified = await verify(await signed({ date: new Date(date) }));
    expect(verified).toEqual(message === undefined ? ACCEPTED : { ok: false, fault: 'EXPIRED', message });
  });

  it('covers any path and query as they are sent', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.webPath(),
        fc.array(fc.tuple(fc.stringMatching(/^[a-zA-Z_~+ü%&=]{1,5}$/), fc.string({ unit: 'grapheme' })), {
          maxLength: 3,
        }),
        fc.constantFrom('s3', 'appsync'),
        async (path, parameters, service) => {
          const query = parameters
            .filter(([name], index) => parameters.findIndex(([other]) => other === name) === index)
            .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
            .join('&');
          const request = await signed({ path: path || '/', query, service });
          expect(await verify(request)).toMatchObject({ ok: true, service });
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('an `Authorization` header', () => {
  it.each([
    ['', 'MISSING', 'Missing Authentication Token'],
    ['Basic eDp5', 'INCOMPLETE', "Unsupported AWS 'algorithm': 'Basic'; this service takes 'AWS4-HMAC-SHA256'."],
    [
      'AWS4-HMAC-SHA256',
      'INCOMPLETE',
      "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. Authorization header requires 'SignedHeaders' parameter.",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/b/c, SignedHeaders=host, Signature=0',
      'INCOMPLETE',
      "Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got 'a/b/c'",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/20261123/r/s/aws4_request, SignedHeaders=x-amz-date, Signature=0',
      'INCOMPLETE',
      "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/20261123/r/s/aws4_request, SignedHeaders=host, Signature=0',
      'INCOMPLETE',
      "Authorization header requires a signed 'X-Amz-Date' header of the form YYYYMMDD'T'HHMMSS'Z', got '20261123T200000Z'.",
    ],
    [
      'AWS4-HMAC-SHA256 Credential=a/20261122/r/s/aws4_request, SignedHeaders=host;x-amz-date, Signature=0',
      'MISMATCH',
      "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '20261122' != '20261123', from '20261123T200000Z'.",
    ],
  ])('`%s` is %s', async (authorization, fault, message) => {
    const headers = { host: 'localhost', 'x-amz-date': '20261123T200000Z', authorization };
    expect(await verify({ method: 'POST', path: '/', query: '', headers, body: '' })).toEqual({
      ok: false,
      fault,
      message,
    });
  });

  it('of any other text is refused, never a fault', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), fc.string(), async (text, query, date) => {
        const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/20261123/${text}/s/aws4_request, SignedHeaders=host;x-amz-date;__proto__;${text}, Signature=${text}`;
        const headers = { host: 'x', 'x-amz-date': date === '' ? '20261123T200000Z' : date, authorization };
        expect((await verify({ method: text, path: text, query, headers, body: text })).ok).toBe(false);
      }),
    );
  });
});

describe('the AWS SDK', () => {
  const client = (endpoint: string) => ({
    endpoint,
    region: 'eu-west-1',
    credentials,
    maxAttempts: 1,
  });
  it.each<[string, (endpoint: string) => Promise<unknown>]>([
    [
      'dynamodb',
      (endpoint) =>
        new DynamoDBClient(client(endpoint)).send(new PutItemCommand({ TableName: 't', Item: { id: { S: 'ü' } } })),
    ],
    [
      'sqs',
      (endpoint) =>
        new SQSClient(client(endpoint)).send(new SendMessageCommand({ QueueUrl: `${endpoint}/0/q`, MessageBody: 'x' })),
    ],
    [
      'events',
      (endpoint) =>
        new EventBridgeClient(client(endpoint)).send(
          new PutEventsCommand({ Entries: [{ Source: 's', Detail: '{}', DetailType: 'd' }] }),
        ),
    ],
    [
      's3',
      (endpoint) =>
        new S3Client(client(endpoint)).send(new PutObjectCommand({ Bucket: 'b', Key: "a (1)'!*/ü+%", Body: 'x' })),
    ],
    [
      's3',
      (endpoint) =>
        new S3Client(client(endpoint)).send(
          new GetObjectCommand({ Bucket: 'b', Key: 'a//b/../c', Range: 'bytes=0-1' }),
        ),
    ],
    [
      's3',
      (endpoint) => new S3Client(client(endpoint)).send(new ListObjectsV2Command({ Bucket: 'b', Prefix: 'a b/+&=' })),
    ],
  ])('signs %s requests as they are verified', async (service, send) => {
    const server = createServer();
    const { url, close } = await listen(server);
    const arrived = new Promise<SignedRequest>((resolve) => {
      server.on('request', (request, response) => {
        void received(request).then((given) => {
          resolve(given);
          response.end();
        });
      });
    });
    // The answer is empty, which some operations cannot read: it is the request that counts.
    await send(url).catch(() => undefined);
    expect(await verifySignature(await arrived, store)).toEqual({
      ok: true,
      principal: PRINCIPAL,
      service,
      region: 'eu-west-1',
    });
    await close();
  });
});

async function received(request: IncomingMessage): Promise<SignedRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const [path = '', query = ''] = (request.url ?? '').split('?');
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  return { method: request.method ?? '', path, query, headers, body: Buffer.concat(chunks) };
}
