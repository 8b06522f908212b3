/**
 * AppSync's own filter: every argument that is given equals the field of the same name at the top of the mutation's result. Null
 * matches null alone. A field that the mutation did not select is not there, and matches nothing.
 *
 * Equality is that of JSON values, whatever the order of an object's keys, so that many subscriptions are found by one look-up: this
 * is the text to look up, the same for the arguments and for the result that they match.
 * AWS: https://docs.aws.amazon.com/appsync/latest/devguide/aws-appsync-real-time-data.html#using-subscription-arguments
 *
 * @returns undefined when `values` lacks one of the names
 */
export function valuesKey(values: Record<string, unknown>, names: readonly string[]): string | undefined {
  const wanted: unknown[] = [];
  for (const name of names) {
    if (!Object.hasOwn(values, name)) return undefined;
    wanted.push(values[name]);
  }
  return JSON.stringify(wanted, inOrder);
}

/** The arguments to filter by, in the order of the alphabet: those that are given. */
export function givenNames(args: Record<string, unknown>): string[] {
  return Object.keys(args)
    .filter((name) => args[name] !== undefined)
    .sort();
}

/** For `JSON.stringify`: an object's keys in the order of the alphabet. */
function inOrder(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
}
