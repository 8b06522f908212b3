import { MAX_WARNINGS } from '../../lib/job-limits.ts';

/** The 40 entries with the lowest codes: the dictionary itself, when there are no others. */
export function lowestCodes<T>(byCode: Record<string, T>): Record<string, T> {
  const codes = Object.keys(byCode);
  if (codes.length <= MAX_WARNINGS) return byCode;
  const lowest = new Set(codes.sort((a, b) => Number(a) - Number(b)).slice(0, MAX_WARNINGS));
  return Object.fromEntries(Object.entries(byCode).filter(([code]) => lowest.has(code)));
}
