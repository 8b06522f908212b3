import { isJsonObject, type JsonObject, parseJson } from '../../json.ts';
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
  const fields = parseJson(body);
  return isJsonObject(fields) ? pick(fields) : UNPARSABLE;
}

/** Reads the query string of a GET: the same names, `variables` as JSON text. */
export function readGet(query: URLSearchParams): GraphqlRequest | RequestFault {
  const { variables, ...fields } = Object.fromEntries(query);
  if (!variables) return pick(fields);
  const parsed = parseJson(variables);
  return isJsonObject(parsed) ? pick({ ...fields, variables: parsed }) : UNPARSABLE;
}

function pick({ query, operationName, variables }: JsonObject): GraphqlRequest | RequestFault {
  return typeof query === 'string' ? { query, operationName, variables } : UNPARSABLE;
}
