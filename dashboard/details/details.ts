import type { JobWithDetailsQuery } from '../../schema/generated/graphql.ts';

/** Everything about a job, as the API answers it. */
export type Details = NonNullable<JobWithDetailsQuery['job']>;
