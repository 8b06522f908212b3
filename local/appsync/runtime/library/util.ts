import { authTypeOf } from './auth-type.ts';
import { base64Decode, base64Encode } from './base64.ts';
import { dynamodb } from './dynamodb-values.ts';
import { FieldError, UnauthorizedError } from './field-error.ts';
import { filterExpressionText } from './filter-expression.ts';
import { autoId, autoKsuid, autoUlid } from './identifiers.ts';
import { effects, identity } from './invocation.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';
import { time } from './time.ts';

/** A function that AppSync has and this runtime has not. */
const notImitated = (name: string) => (): never => {
  throw new TypeError(`${name} is not imitated by the local AppSync runtime`);
};

const ESCAPES: Record<string, string> = {
  '\\': '\\\\',
  '"': '\\"',
  "'": "\\'",
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

/** AWS: https://docs.aws.amazon.com/appsync/latest/devguide/http-helpers-in-utils-http-js.html names what is not copied. */
const RESTRICTED_HEADERS = [
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
];

const orNull = (value: unknown): unknown => value ?? null;

/**
 * `util`
 *
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/built-in-util-js.html
 */
export const util = {
  escapeJavaScript(text: string): string {
    let out = '';
    for (const character of text) out += ESCAPES[character] ?? character;
    return out;
  },
  urlEncode: (text: string): string =>
    encodeURIComponent(text)
      .replace(/%20/g, '+')
      .replace(
        /[!'()~]/g,
        (character) => ({ '!': '%21', "'": '%27', '(': '%28', ')': '%29', '~': '%7E' })[character] ?? '',
      ),
  urlDecode: (text: string): string => decodeURIComponent(text.replace(/\+/g, ' ')),
  base64Encode,
  base64Decode,
  autoId,
  autoUlid,
  autoKsuid,
  unauthorized(): never {
    throw new UnauthorizedError('Unauthorized');
  },
  error(message: string, errorType?: string | null, data?: unknown, errorInfo?: unknown): never {
    throw new FieldError(message, errorType ?? null, orNull(data), orNull(errorInfo));
  },
  appendError(message: string, errorType?: string | null, data?: unknown, errorInfo?: unknown): void {
    effects().appendedErrors.push({
      message,
      errorType: errorType ?? null,
      data: orNull(data),
      errorInfo: orNull(errorInfo),
    });
  },
  // UNSURE: whether AWS asks for a match of the whole value. Patterns with ^ and $ mean the same either way.
  matches: (pattern: string, value: string): boolean => new RegExp(pattern).test(value),
  authType: (): string => authTypeOf(identity()),
  time,
  dynamodb,
  transform: {
    toDynamoDBFilterExpression: filterExpressionText,
    toDynamoDBConditionExpression: filterExpressionText,
    toSubscriptionFilter,
    toElasticsearchQueryDSL: notImitated('util.transform.toElasticsearchQueryDSL'),
  },
  math: {
    // AWS rounds halves up, as `Math.round` does.
    roundNum: (value: number): number => Math.round(value),
    minVal: (left: number, right: number): number => Math.min(left, right),
    maxVal: (left: number, right: number): number => Math.max(left, right),
    randomDouble: (): number => Math.random(),
    randomWithinRange: (start: number, end: number): number => Math.floor(start + Math.random() * (end - start)),
  },
  str: { normalize: (text: string, form: string): string => text.normalize(form.toUpperCase()) },
  http: {
    copyHeaders(headers: Record<string, unknown>): Record<string, unknown> {
      const copy: Record<string, unknown> = {};
      for (const [name, value] of Object.entries(headers)) {
        if (!RESTRICTED_HEADERS.includes(name.toLowerCase())) copy[name] = value;
      }
      return copy;
    },
    addResponseHeader(name: string, value: unknown): void {
      effects().responseHeaders[name] = value;
    },
    addResponseHeaders(headers: Record<string, unknown>): void {
      Object.assign(effects().responseHeaders, headers);
    },
  },
  rds: { toJsonObject: notImitated('util.rds.toJsonObject') },
  xml: { toMap: notImitated('util.xml.toMap'), toJsonString: notImitated('util.xml.toJsonString') },
};
