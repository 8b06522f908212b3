/** What was thrown, as an error: nothing keeps code from throwing something else. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
