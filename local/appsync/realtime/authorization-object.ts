import { isJsonObject } from '../../json.ts';
import { parseMessage } from './messages.ts';

const PREFIX = 'header-';

/**
 * The headers that authorize a connection, names in lower case: of the upgrade request itself, of the subprotocol `header-…` and of
 * the query parameter `header`, a later one over an earlier one.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/real-time-websocket-client.html#header-parameter-format-based-on-appsync-api-authorization-mode
 */
export function connectionHeaders(
  upgradeHeaders: Record<string, string>,
  query: URLSearchParams,
): Record<string, string> {
  const offered = (upgradeHeaders['sec-websocket-protocol'] ?? '').split(',').map((name) => name.trim());
  const subprotocol = offered.find((name) => name.startsWith(PREFIX))?.slice(PREFIX.length);
  return {
    ...upgradeHeaders,
    ...authorizationHeaders(decode(subprotocol)),
    ...authorizationHeaders(decode(query.get('header'))),
  };
}

/** The headers in an authorization object, names in lower case. Empty when it is not an object; fields that are not text are left out. */
export function authorizationHeaders(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isJsonObject(value) ? value : {}).flatMap(([name, text]) =>
      typeof text === 'string' ? [[name.toLowerCase(), text]] : [],
    ),
  );
}

/** Reads base64 of either alphabet, padded or not. A space was a `+` until an older client put it into a URL as it was. */
function decode(base64: string | null | undefined): unknown {
  return base64 ? parseMessage(Buffer.from(base64.replaceAll(' ', '+'), 'base64').toString('utf8')) : undefined;
}
