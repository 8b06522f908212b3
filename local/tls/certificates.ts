import 'reflect-metadata';
import { randomBytes, webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import { loopbackNamesOnly } from './name-constraints.ts';

/** A certificate and its private key (PKCS #8), in PEM. */
export type KeyedCertificate = { certificate: string; key: string };

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
const DAY_MS = 24 * 60 * 60 * 1000;
/** Whose clock is behind need not wait for what was made a moment ago. */
const CLOCK_SKEW_MS = 60 * 60 * 1000;
const CA_LIFETIME_MS = 2 * 365 * DAY_MS;
/** Longer than a stack is left running; clients refuse a server certificate of more than 398 days. */
const SERVER_LIFETIME_MS = 90 * DAY_MS;

/** Makes a certificate authority, valid for two years, that can vouch for servers at this machine's loopback names and for nothing else. */
export async function makeLocalCa(now = new Date()): Promise<KeyedCertificate> {
  const keys = await generateKeys();
  // Two authorities of one name would be taken for each other by the stores that know them by name.
  const name = `Local AppSync CA ${randomBytes(4).toString('hex')}`;
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: ECDSA,
    notBefore: new Date(now.getTime() - CLOCK_SKEW_MS),
    notAfter: new Date(now.getTime() + CA_LIFETIME_MS),
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      loopbackNamesOnly(),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await toPem(keys.privateKey) };
}

/**
 * Issues a certificate, with a fresh key, for a server at `localhost`, 127.0.0.1 and ::1, valid for 90 days or until its authority expires.
 * Rejects when the authority's key cannot be read.
 */
export async function issueServerCertificate(
  ca: KeyedCertificate,
  names: { dns: readonly string[]; ip: readonly string[] } = { dns: ['localhost'], ip: ['127.0.0.1', '::1'] },
  now = new Date(),
): Promise<KeyedCertificate> {
  const authority = new X509Certificate(ca.certificate);
  const keys = await generateKeys();
  const notAfterMs = Math.min(now.getTime() + SERVER_LIFETIME_MS, authority.notAfter.getTime());
  const certificate = await X509CertificateGenerator.create({
    // No host name: OpenSSL takes one here for a DNS name, which an address is not.
    subject: [{ CN: ['Local AppSync'] }],
    issuer: authority.subjectName,
    publicKey: keys.publicKey,
    signingKey: await fromPem(ca.key),
    signingAlgorithm: ECDSA,
    notBefore: new Date(now.getTime() - CLOCK_SKEW_MS),
    notAfter: new Date(notAfterMs),
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
      new SubjectAlternativeNameExtension([
        ...names.dns.map((value) => ({ type: 'dns' as const, value })),
        ...names.ip.map((value) => ({ type: 'ip' as const, value })),
      ]),
      await AuthorityKeyIdentifierExtension.create(authority.publicKey),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return { certificate: `${certificate.toString('pem')}\n`, key: await toPem(keys.privateKey) };
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ECDSA, true, ['sign', 'verify']);
}

async function toPem(key: webcrypto.CryptoKey): Promise<string> {
  return `${PemConverter.encode(await webcrypto.subtle.exportKey('pkcs8', key), 'PRIVATE KEY')}\n`;
}

function fromPem(pem: string): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('pkcs8', PemConverter.decodeFirst(pem), ECDSA, false, ['sign']);
}
