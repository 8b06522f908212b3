import { authTypeOf } from './auth-type.ts';
import { base64Decode, base64Encode } from './base64.ts';
import { dynamodb } from './dynamodb-values.ts';
import { FieldError, UnauthorizedError } from './field-error.ts';
import { filterExpressionText } from './filter-expression.ts';
import { autoId, autoKsuid, autoUlid } from './identifiers.ts';
import { effects, identity } from './invocation.ts';
import { matchesWhole } from './java-pattern.ts';
import { toSubscriptionFilter } from './subscription-filter.ts';
import { notImitated } from './not-imitated.ts';
import { codeAt, padStart } from './text.ts';
import { time } from './time.ts';

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

/** UNSURE: as Apache Commons writes it, in ASCII: a UTF-16 unit outside of it as `\\u00E9`. */
function escapedUnit(text: string, at: number): string {
  const code = codeAt(text, at);
  return code >= 0x20 && code <= 0x7f ? text.charAt(at) : `\\u${padStart(code.toString(16).toUpperCase(), 4, '0')}`;
}

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
    for (let at = 0; at < text.length; at += 1) out += ESCAPES[text.charAt(at)] ?? escapedUnit(text, at);
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
  matches: matchesWhole,
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
      effects().responseHeaders[name] = value ?? null;
    },
    addResponseHeaders(headers: Record<string, unknown>): void {
      Object.assign(effects().responseHeaders, headers);
    },
  },
  rds: { toJsonObject: notImitated('util.rds.toJsonObject') },
  xml: { toMap: notImitated('util.xml.toMap'), toJsonString: notImitated('util.xml.toJsonString') },
};
