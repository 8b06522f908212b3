import type { IncomingHttpHeaders } from 'node:http';

/** A message's headers by name in lower case, repeated ones joined with a comma. */
export function headerRecord(headers: IncomingHttpHeaders): Record<string, string> {
  const record: Record<string, string> = {};
  // A loop, because this runs twice a request; a header named `__proto__`, which nobody asks for, is lost here.
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) record[name] = Array.isArray(value) ? value.join(', ') : value;
  }
  return record;
}
