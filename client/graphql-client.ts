import type { Authorize } from './authorization.ts';
import { GraphQLOperationError, readErrors } from './graphql-error.ts';
import type { Operation } from './operation.ts';

/** Sends queries over HTTP. */
export type GraphQLClient = {
  /**
   * Resolves to the operation's whole data.
   * @throws GraphQLOperationError when AppSync refuses, or when the answer holds any error
   * @throws TypeError when nothing answers
   * @throws the signal's reason when it aborts
   */
  query: <Result, Variables>(
    operation: Operation<Result, Variables>,
    variables: Variables,
    signal?: AbortSignal,
  ) => Promise<Result>;
};

/** A client of the API at `graphqlUrl`. It keeps nothing between requests. */
export function createGraphQLClient({
  graphqlUrl,
  authorize,
}: {
  graphqlUrl: string;
  authorize: Authorize;
}): GraphQLClient {
  return {
    async query<Result, Variables>(
      operation: Operation<Result, Variables>,
      variables: Variables,
      signal?: AbortSignal,
    ): Promise<Result> {
      const body = JSON.stringify({ query: operation.text, variables });
      const headers = { 'content-type': 'application/json; charset=UTF-8' };
      const sent = new Headers({ ...headers, ...(await authorize({ url: new URL(graphqlUrl), body, headers })) });
      // The platform names the host.
      sent.delete('host');
      const response = await fetch(graphqlUrl, {
        method: 'POST',
        headers: sent,
        body,
        cache: 'no-store',
        ...(signal && { signal }),
      });
      const answer = await readAnswer(response);
      const errors = readErrors(answer.errors);
      if (errors.length > 0) throw new GraphQLOperationError(errors, response.status);
      if (!response.ok || answer.data === undefined || answer.data === null) {
        throw new GraphQLOperationError(
          [{ message: `The API answered with status ${response.status}` }],
          response.status,
        );
      }
      return answer.data as Result;
    },
  };
}

async function readAnswer(response: Response): Promise<{ data?: unknown; errors?: unknown }> {
  const answer: unknown = await response.json().catch(() => null);
  return typeof answer === 'object' && answer !== null ? answer : {};
}
