import http from 'node:http';
import https from 'node:https';
import { setTimeout as wait } from 'node:timers/promises';
import { RequestFilteringHttpAgent, RequestFilteringHttpsAgent } from 'request-filtering-agent';
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

/** What requests for one file share: their conditions, and connections that are kept. */
type Client = { signal: AbortSignal; agents: { http: http.Agent; https: https.Agent } };

/** What may go better at the next attempt. */
class PassingError extends InputError {}

const REQUEST_TIMEOUT_MS = 15_000;
const ATTEMPTS = 3;
const PAUSE_MS = 200;
const PASSING_STATUSES = [408, 429, 500, 502, 503, 504];
const PASSING_CODES = ['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN'];
/** AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/http-input-requirements.html */
const REDIRECT_STATUSES = [301, 302];

/**
 * Opens a file on a web server that honours byte ranges. Follows one redirect, as MediaConvert does. No connection is made to
 * an address that is not public, whatever name leads to it.
 */
export async function openHttpFile(url: URL, access: HttpAccess): Promise<ByteSource> {
  const options = { keepAlive: true, allowPrivateIPAddress: access.allowPrivateAddresses === true };
  const agents = { http: new RequestFilteringHttpAgent(options), https: new RequestFilteringHttpsAgent(options) };
  const client = { signal: access.signal, agents };
  const close = () => {
    agents.http.destroy();
    agents.https.destroy();
  };
  try {
    const { target, size } = await attempt(async () => await findFile(url, client), access.signal);
    const readPart = async (start: number, length: number) =>
      await partOf(await request(target, start, length, client), start, length);
    return {
      size,
      read: async (start, length) => (await attempt(async () => await readPart(start, length), access.signal)).bytes,
      close,
    };
  } catch (error) {
    close();
    throw error;
  }
}

async function attempt<Result>(call: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
  for (let count = 1; ; count += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof PassingError) || count === ATTEMPTS || signal.aborted) throw error;
      await wait(count * PAUSE_MS, undefined, { signal }).catch(() => {
        throw error;
      });
    }
  }
}

/** Not with HEAD: a signed URL may be good for GET alone. */
async function findFile(url: URL, client: Client): Promise<{ target: URL; size: number }> {
  const response = await request(url, 0, 1, client);
  const target = redirectOf(response, url);
  if (target === undefined) return { target: url, size: (await partOf(response, 0, 1)).size };
  return { target, size: (await partOf(await request(target, 0, 1, client), 0, 1)).size };
}

function redirectOf(response: http.IncomingMessage, url: URL): URL | undefined {
  const { location } = response.headers;
  if (!REDIRECT_STATUSES.includes(response.statusCode ?? 0) || location === undefined) return undefined;
  response.destroy();
  if (!URL.canParse(location, url.href)) throw new InputError('the server redirects to what is no URL');
  const target = new URL(location, url);
  if (!isHttp(target)) throw new InputError('the server redirects to what is neither http nor https');
  return target;
}

/** True for http and https. */
export function isHttp({ protocol }: URL): boolean {
  return protocol === 'http:' || protocol === 'https:';
}

async function partOf(response: http.IncomingMessage, start: number, length: number): Promise<Part> {
  const { statusCode, headers } = response;
  const [, first, size] = /^bytes (\d+|\*)[^/]*\/(\d+)$/.exec(headers['content-range'] ?? '') ?? [];
  // Of an empty file, there is no range that could be satisfied.
  const isEmpty = statusCode === 416 && size === '0';
  if (isEmpty || statusCode !== 206 || Number(first) !== start || size === undefined) {
    response.destroy();
    if (isEmpty) return { bytes: new Uint8Array(), size: 0 };
    if (PASSING_STATUSES.includes(statusCode ?? 0)) throw new PassingError(`the server answers ${statusCode}`);
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
    throw failureOf(error);
  }
  if (received !== length) throw new InputError('the server sends another number of bytes than it was asked for');
  return Buffer.concat(chunks);
}

async function request(url: URL, start: number, length: number, client: Client): Promise<http.IncomingMessage> {
  const options = {
    agent: url.protocol === 'https:' ? client.agents.https : client.agents.http,
    headers: { range: `bytes=${start}-${start + length - 1}`, 'accept-encoding': 'identity' },
    signal: AbortSignal.any([client.signal, AbortSignal.timeout(REQUEST_TIMEOUT_MS)]),
  };
  try {
    return await new Promise((resolve, reject) => {
      const get = url.protocol === 'https:' ? https.get : http.get;
      get(url, options, resolve).on('error', reject);
    });
  } catch (error) {
    throw failureOf(error);
  }
}

/** In words of its own: the messages of Node and of the agent may repeat the URL. */
function failureOf(error: unknown): InputError {
  const { name, message, code } = error as NodeJS.ErrnoException;
  const options = { cause: error };
  if (name === 'AbortError' || name === 'TimeoutError') {
    return new PassingError('the server does not answer in time', options);
  }
  if (message.includes('is not allowed')) return new InputError('its server has no public address', options);
  const Failure = PASSING_CODES.includes(code ?? '') ? PassingError : InputError;
  return new Failure(`its server cannot be reached (${code ?? name})`, options);
}
