import type { Authorize } from '../authorization.ts';
import { ConnectionError } from '../watch-error.ts';

/** What the official clients sign on a WebSocket beside the host. */
const SIGNED_HEADERS = {
  accept: 'application/json, text/javascript',
  'content-encoding': 'amz-1.0',
  'content-type': 'application/json; charset=UTF-8',
};

/**
 * The authorization object of a WebSocket, or of a subscription on it.
 * @throws ConnectionError when it cannot be made, or takes longer than `timeoutMs`
 */
export async function authorizationObject(
  authorize: Authorize,
  { url, body }: { url: string; body: string },
  timeoutMs: number,
): Promise<Record<string, string>> {
  let timeout: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timeout = setTimeout(() => reject(new Error('it takes too long')), timeoutMs);
  });
  try {
    const target = new URL(url);
    const headers = await Promise.race([authorize({ url: target, body, headers: SIGNED_HEADERS }), late]);
    return { ...headers, host: target.host };
  } catch (cause) {
    throw new ConnectionError(`No authorization: ${String(cause)}`, { cause });
  } finally {
    clearTimeout(timeout);
  }
}
