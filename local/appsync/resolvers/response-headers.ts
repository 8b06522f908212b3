import { validateHeaderName, validateHeaderValue } from 'node:http';

/** AWS: how many characters the custom headers of a response have, names and values, those replaced later included. */
const MAX_HEADER_LENGTH = 4096;

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html */
const RESERVED = new Set([
  'transfer-encoding',
  'connection',
  'host',
  'expect',
  'keep-alive',
  'upgrade',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'content-length',
  'access-control-allow-credentials',
  'access-control-allow-origin',
  'access-control-expose-headers',
  'access-control-max-age',
  'access-control-allow-methods',
  'access-control-allow-headers',
  'vary',
  'content-type',
]);

/** The headers that resolvers give a response. */
export type ResponseHeaders = {
  /** By name, as it was first written; the last value counts. */
  record: Record<string, string>;
  /** Takes a header, or says why it is ignored. */
  add(name: string, value: unknown): string | undefined;
};

/** The headers of one response, none yet. */
export function createResponseHeaders(): ResponseHeaders {
  const record: Record<string, string> = {};
  let length = 0;
  return {
    record,
    add(name, value) {
      const key = name.toLowerCase();
      if (RESERVED.has(key) || /^x-amzn?-/.test(key)) return `The response header '${name}' is restricted.`;
      if (value === null || value === undefined) return `The response header '${name}' has no value.`;
      // UNSURE: how AWS writes what is no string.
      const text = typeof value === 'string' ? value : JSON.stringify(value);
      if (!isHeader(name, text)) return `The response header '${name}' is not a valid header.`;
      length += name.length + text.length;
      if (length > MAX_HEADER_LENGTH) return `The response headers are longer than ${MAX_HEADER_LENGTH} characters.`;
      record[Object.keys(record).find((known) => known.toLowerCase() === key) ?? name] = text;
      return undefined;
    },
  };
}

function isHeader(name: string, value: string): boolean {
  try {
    validateHeaderName(name);
    validateHeaderValue(name, value);
    return true;
  } catch {
    return false;
  }
}
