import type { IncomingHttpHeaders } from 'node:http';

/** A message's headers by name in lower case, repeated ones joined with a comma. */
export function headerRecord(headers: IncomingHttpHeaders): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, [value].flat().join(', ')]],
    ),
  );
}
