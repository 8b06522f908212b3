import { isDeepStrictEqual } from 'node:util';

/** Whether a subscription gets an event. `payload` is the completed result of the mutation field. */
export type Matches = (payload: Record<string, unknown>) => boolean;

/**
 * AppSync's own filter: every argument that is given equals the field of the same name at the top of the result. Null matches null
 * alone. A field that the mutation did not select is not there, and matches nothing.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html
 */
export function matchesArguments(args: Record<string, unknown>): Matches {
  const wanted = Object.entries(args).filter(([, value]) => value !== undefined);
  return (payload) => wanted.every(([name, value]) => isDeepStrictEqual(payload[name], value));
}
