import type {
  JobsByStatusQuery,
  JobsByStatusQueryVariables,
  JobStateQuery,
  JobStateQueryVariables,
  OnAnyJobProgressSubscription,
  OnAnyJobProgressSubscriptionVariables,
  OnJobProgressSubscription,
  OnJobProgressSubscriptionVariables,
} from '../../schema/generated/graphql.ts';
import type { Operation } from '../operation.ts';
import { FIGURES, JOB } from './job-fragments.ts';

/** What an update carries: the same as `JOB`. `updatedAt` and `tags` are left out: a query does not know them. */
export const JOB_PROGRESS = /* GraphQL */ `
  fragment JobProgressFields on JobProgress {
    jobId
    version
    status
    createdAt
    account
    region
    queue
    queueName
    userMetadata {
      key
      value
    }
    eventTimes {
      ...EventTimesFields
    }
    progressMetrics {
      ...ProgressMetricsFields
    }
    error {
      code
      message
    }
    stalled
    missing
  }
`;

/** The present state of one job. */
export const JOB_STATE: Operation<JobStateQuery, JobStateQueryVariables> = {
  text: /* GraphQL */ `
    query JobState($id: ID!) {
      job(id: $id) {
        ...JobFields
      }
    }
    ${JOB}
    ${FIGURES}
  `,
};

/** A page of the jobs in a status, newest first. */
export const JOBS_BY_STATUS: Operation<JobsByStatusQuery, JobsByStatusQueryVariables> = {
  text: /* GraphQL */ `
    query JobsByStatus($status: JobStatus!, $limit: Int, $nextToken: String) {
      jobsByStatus(status: $status, limit: $limit, nextToken: $nextToken) {
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

/** Every update of one job. */
export const ON_JOB_PROGRESS: Operation<OnJobProgressSubscription, OnJobProgressSubscriptionVariables> = {
  text: /* GraphQL */ `
    subscription OnJobProgress($jobId: ID!) {
      onJobProgress(jobId: $jobId) {
        ...JobProgressFields
      }
    }
    ${JOB_PROGRESS}
    ${FIGURES}
  `,
};

/**
 * Every update of any job. It leaves the arguments out of the document: AppSync may take a declared variable without a
 * value for null, which matches nothing.
 */
export const ON_ANY_JOB_PROGRESS: Operation<OnAnyJobProgressSubscription, OnAnyJobProgressSubscriptionVariables> = {
  text: /* GraphQL */ `
    subscription OnAnyJobProgress {
      onAnyJobProgress {
        ...JobProgressFields
      }
    }
    ${JOB_PROGRESS}
    ${FIGURES}
  `,
};
