/** A value as a sentence can show it, whatever was passed: as JSON, or by its own name where there is no JSON of it, as of a construct. */
export function shown(value: unknown): string {
  try {
    const json: unknown = JSON.stringify(value);
    return typeof json === 'string' ? json : String(value);
  } catch {
    return String(value);
  }
}
