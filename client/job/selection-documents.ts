import type {
  JobsByQueueQuery,
  JobsByQueueQueryVariables,
  JobsByUserMetadataQuery,
  JobsByUserMetadataQueryVariables,
  OnJobProgressByStatusSubscription,
  OnJobProgressByStatusSubscriptionVariables,
  OnJobProgressByUserMetadataSubscription,
  OnJobProgressByUserMetadataSubscriptionVariables,
} from '../../schema/generated/graphql.ts';
import type { Operation } from '../operation.ts';
import { FIGURES, JOB } from './job-fragments.ts';
import { JOB_PROGRESS } from './progress-documents.ts';

/** A page of the jobs that carry a pair of user metadata, newest first, of any status or of one. */
export const JOBS_BY_USER_METADATA: Operation<JobsByUserMetadataQuery, JobsByUserMetadataQueryVariables> = {
  text: /* GraphQL */ `
    query JobsByUserMetadata($key: String!, $value: String!, $status: JobStatus, $limit: Int, $nextToken: String) {
      jobsByUserMetadata(key: $key, value: $value, status: $status, limit: $limit, nextToken: $nextToken) {
        items {
          ...JobFields
        }
        nextToken
      }
    }
    ${JOB}
    ${FIGURES}
  `,
};

/** A page of the jobs that are in a queue, newest first, of any status or of one. */
export const JOBS_BY_QUEUE: Operation<JobsByQueueQuery, JobsByQueueQueryVariables> = {
  text: /* GraphQL */ `
    query JobsByQueue($queue: String!, $status: JobStatus, $limit: Int, $nextToken: String) {
      jobsByQueue(queue: $queue, status: $status, limit: $limit, nextToken: $nextToken) {
        items {
          ...JobFields
        }
        nextToken
      }
    }
    ${JOB}
    ${FIGURES}
  `,
};

/** Every update of the jobs that carry a pair of user metadata. */
export const ON_JOB_PROGRESS_BY_USER_METADATA: Operation<
  OnJobProgressByUserMetadataSubscription,
  OnJobProgressByUserMetadataSubscriptionVariables
> = {
  text: /* GraphQL */ `
    subscription OnJobProgressByUserMetadata($key: String!, $value: String!) {
      onJobProgressByUserMetadata(key: $key, value: $value) {
        ...JobProgressFields
      }
    }
    ${JOB_PROGRESS}
    ${FIGURES}
  `,
};

/** Every update of a job that is in a status. That it leaves the status is not among them. */
export const ON_JOB_PROGRESS_BY_STATUS: Operation<
  OnJobProgressByStatusSubscription,
  OnJobProgressByStatusSubscriptionVariables
> = {
  text: /* GraphQL */ `
    subscription OnJobProgressByStatus($status: JobStatus!) {
      onAnyJobProgress(status: $status) {
        ...JobProgressFields
      }
    }
    ${JOB_PROGRESS}
    ${FIGURES}
  `,
};
