/**
 * JSON text with the keys of every object in order, so that equal values have equal texts. Undefined fields are left out.
 * Takes what JSON can hold: nothing with a `toJSON` of its own.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const fields = value as Record<string, unknown>;
  const texts: string[] = [];
  for (const key of Object.keys(fields).sort()) {
    if (fields[key] !== undefined) texts.push(`${JSON.stringify(key)}:${canonicalJson(fields[key])}`);
  }
  return `{${texts.join()}}`;
}
