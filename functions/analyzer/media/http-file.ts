import http from 'node:http';
import https from 'node:https';
import { useAgent } from 'request-filtering-agent';
import { InputError } from './byte-source.ts';
import type { ByteSource } from './byte-source.ts';

/** Under which conditions a server is asked. */
export type HttpAccess = {
  signal: AbortSignal;
  /** Lets private, loopback and link-local addresses be asked. @default false */
  allowPrivateAddresses?: boolean | undefined;
};

/** The part of a file that a server sent. */
type Part = { bytes: Uint8Array; size: number };

const REQUEST_TIMEOUT_MS = 15_000;
/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/http-input-requirements.html */
const REDIRECT_STATUSES = [301, 302];

/**
 * Opens a file on a web server that honours byte ranges. Follows one redirect, as MediaConvert does. No connection is made to
 * an address that is not public, whatever name leads to it.
 */
export async function openHttpFile(url: URL, access: HttpAccess): Promise<ByteSource> {
  const target = await redirectedUrl(url, access);
  // Not HEAD: a signed URL may be good for GET alone.
  const { size } = await readPart(target, 0, 1, access);
  return { size, read: async (start, length) => (await readPart(target, start, length, access)).bytes };
}

async function redirectedUrl(url: URL, access: HttpAccess): Promise<URL> {
  const response = await request(url, 'bytes=0-0', access);
  response.destroy();
  const { location } = response.headers;
  if (!REDIRECT_STATUSES.includes(response.statusCode ?? 0) || location === undefined) return url;
  if (!URL.canParse(location, url.href)) throw new InputError('the server redirects to what is no URL');
  const target = new URL(location, url);
  if (!isHttp(target)) throw new InputError('the server redirects to what is neither http nor https');
  return target;
}

/** True for http and https. */
export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

async function readPart(url: URL, start: number, length: number, access: HttpAccess): Promise<Part> {
  const response = await request(url, `bytes=${start}-${start + length - 1}`, access);
  const { statusCode, headers } = response;
  const [, first, size] = /^bytes (\d+|\*)[^/]*\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  // Of an empty file, there is no range that could be satisfied.
  const isEmpty = statusCode === 416 && size === '0';
  if (isEmpty || statusCode !== 206 || Number(first) !== start || size === undefined) {
    response.destroy();
    if (isEmpty) return { bytes: new Uint8Array(), size: 0 };
    const honoured = statusCode !== 200 && statusCode !== 206;
    throw new InputError(honoured ? `the server answers ${statusCode}` : 'the server does not honour byte ranges');
  }
  return { bytes: await bodyOf(response, Math.min(length, Number(size) - start)), size: Number(size) };
}

async function bodyOf(response: http.IncomingMessage, length: number): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let received = 0;
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      received += chunk.length;
      // Leaving the loop ends the connection: a server cannot make anybody read more than was asked for.
      if (received > length) break;
      chunks.push(chunk);
    }
  } catch (error) {
    throw new InputError(failureOf(error), { cause: error });
  }
  if (received !== length) throw new InputError('the server sends another number of bytes than it was asked for');
  return Buffer.concat(chunks);
}

async function request(url: URL, range: string, access: HttpAccess): Promise<http.IncomingMessage> {
  const options = {
    agent: useAgent(url.href, { allowPrivateIPAddress: access.allowPrivateAddresses === true }),
    headers: { range, 'accept-encoding': 'identity' },
    signal: AbortSignal.any([access.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
  };
  try {
    return await new Promise((resolve, reject) => {
      const get = url.protocol === 'https:' ? https.get : http.get;
      get(url, options, resolve).on('error', reject);
    });
  } catch (error) {
    throw new InputError(failureOf(error), { cause: error });
  }
}

/** In words of its own: the messages of Node and of the agent may repeat the URL. */
function failureOf(error: unknown): string {
  const { name, message, code } = error as NodeJS.ErrnoException;
  if (name === 'AbortError' || name === 'TimeoutError') return 'the server does not answer in time';
  if (message.includes('is not allowed')) return 'its server has no public address';
  return `its server cannot be reached (${code ?? name})`;
}
