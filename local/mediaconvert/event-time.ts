/** A time as envelopes and CloudTrail records carry it: `YYYY-MM-DDTHH:MM:SSZ`, the rest of the second cut off. */
export function wholeSeconds(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}Z`;
}
