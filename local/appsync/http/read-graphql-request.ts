import type { RequestFault } from './respond.ts';

/** What a client asks for; whatever else its body holds is left alone. */
export type GraphqlRequest = { query: string; operationName?: unknown; variables?: unknown };

const malformed = (message: string): RequestFault => ({
  status: 400,
  errorType: 'MalformedHttpRequestException',
  message,
});

const UNPARSABLE = malformed('Unable to parse GraphQL query.');

/** Reads the body of a POST: `{ "query", "operationName"?, "variables"? }`. */
export function readPost(body: Buffer): GraphqlRequest | RequestFault {
  if (body.length === 0) return malformed('Request body is empty.');
  const fields = parseObject(body.toString('utf8'));
  return fields === undefined ? UNPARSABLE : pick(fields);
}

/** Reads the query string of a GET: the same names, `variables` as JSON text. */
export function readGet(query: URLSearchParams): GraphqlRequest | RequestFault {
  const { variables, ...fields } = Object.fromEntries(query);
  if (!variables) return pick(fields);
  const parsed = parseObject(variables);
  return parsed === undefined ? UNPARSABLE : pick({ ...fields, variables: parsed });
}

function pick({ query, operationName, variables }: Record<string, unknown>): GraphqlRequest | RequestFault {
  return typeof query === 'string' ? { query, operationName, variables } : UNPARSABLE;
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
