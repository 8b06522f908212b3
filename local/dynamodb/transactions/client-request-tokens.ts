import { createHash } from 'node:crypto';
import type { JsonObject } from '../../json.ts';

/** AWS: a token is good for 10 minutes after the first request with it has completed. */
const VALID_MS = 10 * 60 * 1000;

/** The tokens of the transactions that were carried out in the last ten minutes. A cancelled one may be tried again with its own. */
export type ClientRequestTokens = {
  /** Whether a request is a known one sent again (`same`), another under its token, or new, as one without a token always is. */
  look(token: unknown, request: JsonObject): 'same' | 'other' | 'new';
  remember(token: unknown, request: JsonObject): void;
};

/** `now` is a clock in milliseconds. */
export function createClientRequestTokens(now: () => number = Date.now): ClientRequestTokens {
  const known = new Map<unknown, { digest: string; until: number }>();
  const forget = (): void => {
    // A map keeps its keys in the order of their arrival, which is that of their end.
    for (const [token, { until }] of known) {
      if (until > now()) return;
      known.delete(token);
    }
  };
  return {
    look(token, request) {
      forget();
      const first = known.get(token);
      if (first === undefined) return 'new';
      return first.digest === digestOf(request) ? 'same' : 'other';
    },
    remember(token, request) {
      if (typeof token === 'string') known.set(token, { digest: digestOf(request), until: now() + VALID_MS });
    },
  };
}

const digestOf = (request: JsonObject): string => createHash('sha256').update(JSON.stringify(request)).digest('base64');
