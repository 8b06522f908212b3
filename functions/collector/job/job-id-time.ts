/**
 * The epoch milliseconds that a job's id starts with. Every id seen so far starts with the 13 digits of its submission,
 * but MediaConvert does not promise it: undefined for other ids.
 */
export function jobIdTime(jobId: string): number | undefined {
  const digits = /^\d{13}(?!\d)/.exec(jobId)?.[0];
  return digits === undefined ? undefined : Number(digits);
}
