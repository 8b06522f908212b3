/** A logical id of the stack without prefix and hash. */
export function shortName(logicalId: string): string {
  return logicalId.replace(/^JobProgress(\w+)[0-9A-F]{8}$/, '$1');
}
