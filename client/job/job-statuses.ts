import type { JobStatus } from '../../schema/generated/graphql.ts';

/** Every status of a job. */
export const JOB_STATUSES = [
  'SUBMITTED',
  'PROGRESSING',
  'COMPLETE',
  'CANCELED',
  'ERROR',
] as const satisfies JobStatus[];
