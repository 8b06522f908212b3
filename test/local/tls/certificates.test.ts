import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { connect as connectTcp } from 'node:net';
import { connect, createServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueServerCertificate, type KeyedCertificate, makeLocalCa } from '../../../local/tls/certificates.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

let ca: KeyedCertificate;

beforeAll(async () => {
  ca = await makeLocalCa();
});

describe('a server certificate of the local authority', () => {
  it.each(['localhost', '127.0.0.1', '::1'])('is trusted for `%s` by who trusts the authority', async (host) => {
    expect(await handshake(await issueServerCertificate(ca), host, ca.certificate)).toBe('trusted');
  });

  it('is not trusted by who does not trust the authority, or trusts another', async () => {
    const server = await issueServerCertificate(ca);
    const untrusted = 'unable to verify the first certificate';
    expect(await handshake(server, 'localhost')).toBe(untrusted);
    expect(await handshake(server, 'localhost', (await makeLocalCa()).certificate)).toBe(untrusted);
  });

  it('is refused for another name', async () => {
    expect(await handshake(await issueServerCertificate(ca), 'example.com', ca.certificate)).toMatch(
      /^Hostname\/IP does not match certificate's altnames/,
    );
  });

  it('is valid for 90 days, and never for longer than its authority', async () => {
    const now = new Date('2030-01-01T00:00:00Z');
    const old = await makeLocalCa(new Date(now.getTime() - 700 * DAY_MS));
    expect(await validDays(makeLocalCa(now), now)).toBe(730);
    expect(await validDays(issueServerCertificate(await makeLocalCa(now), undefined, now), now)).toBe(90);
    expect(await validDays(issueServerCertificate(old, undefined, now), now)).toBe(30);
  });
});

describe('the local authority', () => {
  it.each([
    { names: { dns: ['example.com'], ip: [] }, host: 'example.com' },
    { names: { dns: ['localhost', 'example.com'], ip: [] }, host: 'localhost' },
    { names: { dns: ['localhost.example.com'], ip: [] }, host: 'localhost.example.com' },
    { names: { dns: [], ip: ['10.0.0.1'] }, host: '10.0.0.1' },
    { names: { dns: [], ip: ['128.0.0.1'] }, host: '128.0.0.1' },
    { names: { dns: [], ip: ['::2'] }, host: '::2' },
  ])('cannot vouch for $names.dns $names.ip, even with its key', async ({ names, host }) => {
    const server = await issueServerCertificate(ca, names);
    expect(await handshake(server, host, ca.certificate)).toBe('permitted subtree violation');
  });

  it.each([
    { names: { dns: ['api.localhost'], ip: [] }, host: 'api.localhost' },
    { names: { dns: [], ip: ['127.8.9.10'] }, host: '127.8.9.10' },
  ])('can vouch for $host', async ({ names, host }) => {
    expect(await handshake(await issueServerCertificate(ca, names), host, ca.certificate)).toBe('trusted');
  });

  it('cannot make further authorities', async () => {
    const second = await issueServerCertificate(ca);
    const server = await issueServerCertificate(second);
    const chain = { key: server.key, certificate: server.certificate + second.certificate };
    expect(await handshake(chain, 'localhost', ca.certificate)).toBe('key usage does not include certificate signing');
  });

  it('has a name and a key of its own each time', async () => {
    const first = new X509Certificate(ca.certificate);
    const second = new X509Certificate((await makeLocalCa()).certificate);
    expect(first.subject).toMatch(/^CN=Local AppSync CA [0-9a-f]{8}$/);
    expect(second.subject).not.toBe(first.subject);
    expect(second.fingerprint256).not.toBe(first.fingerprint256);
  });
});

/** What a client that dials `host` says of a server that shows a certificate: `trusted`, or its error's message. */
async function handshake(server: KeyedCertificate, host: string, trusted?: string): Promise<string> {
  const listening = createServer({ cert: server.certificate, key: server.key }, (socket) => socket.end());
  listening.on('tlsClientError', () => undefined);
  listening.listen(0, '127.0.0.1');
  await once(listening, 'listening');
  const address = listening.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const named = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
  const client = connect({
    socket: connectTcp(address.port, '127.0.0.1'),
    host,
    ...named,
    ...(trusted !== undefined && { ca: trusted }),
  });
  try {
    await once(client, 'secureConnect');
    return 'trusted';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    client.destroy();
    listening.close();
  }
}

async function validDays(made: Promise<KeyedCertificate>, now: Date): Promise<number> {
  const { validTo } = new X509Certificate((await made).certificate);
  return Math.round((new Date(validTo).getTime() - now.getTime()) / DAY_MS);
}
