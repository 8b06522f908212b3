import type { Authorization } from '../authorization.ts';
import type { Evidence } from '../runtime/runtime-case.ts';

/** One HTTP request to `/graphql` and its answer. */
export type Exchange = {
  name: string;
  evidence: Evidence;
  request: {
    /** @default POST */
    method?: string;
    /** Of the URL: `query=…` */
    query?: string;
    headers?: Record<string, string>;
    body?: string | Uint8Array<ArrayBuffer>;
    /** @default key */
    as?: Authorization;
    /** Runs before, with the same authorization; the `nextToken` that its answer has in it stands in the body for `NEXT_TOKEN`. */
    after?: string;
  };
  expected: {
    status: number;
    /** The headers that are compared, names in lower case; null: not there. */
    headers?: Record<string, string | RegExp | null>;
    /**
     * The body, parsed. A regular expression stands for every string that it matches, `{ jsonText }` for a string that is JSON text of
     * that value: its keys may be in any order.
     */
    body?: unknown;
    /** The body to the letter, the order of its keys included. */
    text?: string;
  };
};

/** The body of a GraphQL request. */
export const asking = (query: string, variables?: Record<string, unknown>): string =>
  JSON.stringify({ query, ...(variables && { variables }) });

/** A document, and what is answered with status 200. */
export const answered = (
  name: string,
  evidence: Evidence,
  [query, variables]: [query: string, variables?: Record<string, unknown>],
  body: unknown,
): Exchange => ({
  name,
  evidence,
  request: { body: asking(query, variables) },
  expected: { status: 200, body },
});

/** Where something stands in the document, as AppSync writes it. */
export const at = (line: number, column: number): object[] => [{ line, column, sourceName: null }];

/** The entry of `errors` for a field whose resolver failed; `at` is where the field stands. */
export const fieldError = (
  path: (string | number)[],
  locations: object[],
  error: { message: string | RegExp; errorType?: string | null; data?: unknown; errorInfo?: unknown },
): object => ({ path, data: null, errorType: null, errorInfo: null, locations, ...error });
