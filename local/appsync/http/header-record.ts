import type { IncomingMessage } from 'node:http';

/** A request's headers by name in lower case, repeated ones joined with a comma. */
export function headerRecord(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(',')]],
    ),
  );
}
