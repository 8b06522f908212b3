const MOST_JOBS = 100;

/**
 * The jobs that a manual invocation, `{ "jobIds": […] }`, asks for, each once; undefined for any other event, such as the
 * schedule's. Throws an error that names `jobIds` when it is no list of 1 to 100 job ids.
 */
export function requestedJobIds(event: unknown): string[] | undefined {
  if (typeof event !== 'object' || event === null || !('jobIds' in event)) return undefined;
  const { jobIds } = event;
  if (!Array.isArray(jobIds) || jobIds.length < 1 || jobIds.length > MOST_JOBS || !jobIds.every(isJobId)) {
    throw new Error(`jobIds must be a list of 1 to ${MOST_JOBS} strings that are not empty`);
  }
  return [...new Set(jobIds)];
}

function isJobId(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
