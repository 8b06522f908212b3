/**
 * JSON text with the keys of every object in order, so that equal values have equal texts. Undefined fields are left out.
 * Takes what JSON can hold: nothing with a `toJSON` of its own.
 */
export function canonicalJson(value: unknown): string {
  if (value === undefined) return 'null';
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join()}]`;
  const fields: string[] = [];
  for (const [key, each] of Object.entries(value).sort(byKey)) {
    if (each !== undefined) fields.push(`${JSON.stringify(key)}:${canonicalJson(each)}`);
  }
  return `{${fields.join()}}`;
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : 1;
}
