import type {
  JobEventsQuery,
  JobEventsQueryVariables,
  JobsByStatusQuery,
  JobsByStatusQueryVariables,
  JobWithDetailsQuery,
  JobWithDetailsQueryVariables,
  OnAnyJobProgressSubscription,
  OnAnyJobProgressSubscriptionVariables,
  OnJobProgressSubscription,
  OnJobProgressSubscriptionVariables,
  JobStateQuery,
  JobStateQueryVariables,
} from '../../schema/generated/graphql.ts';
import type { Operation } from '../operation.ts';

const FIGURES = /* GraphQL */ `
  fragment EventTimesFields on EventTimes {
    createTime
    firstProgressingTime
    lastProgressingTime
    lastStatusTime
    decodeTime
    completeTime
    errorTime
    canceledTime
    lastTime
  }
  fragment ProgressMetricsFields on ProgressMetrics {
    percentJobComplete
    percentSource
    percentDecodeComplete
    currentPhase
    currentPhasePercentComplete
    framesDecoded
    frameCount
    framesRemaining
    decodeRate
    estDecodeTimeRemaining
    estJobTimeRemaining
    estJobTimeRemainingLow
    estJobTimeRemainingHigh
    queuedDuration
    progressingDuration
    statusDuration
    decodeDuration
    phaseDurations {
      probing
      transcoding
      uploading
    }
    speed
    waitedForCapacity
    retryCount
  }
`;

/** What an update carries. `updatedAt` and `tags` are left out: a query does not know them. */
const JOB_PROGRESS = /* GraphQL */ `
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
  }
`;

/** The same of a job that is asked for, in the same shape. */
const JOB = /* GraphQL */ `
  fragment JobFields on Job {
    jobId: id
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
  }
`;

const EVENTS = /* GraphQL */ `
  fragment JobEventsFields on JobEventConnection {
    items {
      id
      status
      source
      timestamp
      detail
    }
    nextToken
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

/** Everything about one job, with its first events. */
export const JOB_WITH_DETAILS: Operation<JobWithDetailsQuery, JobWithDetailsQueryVariables> = {
  text: /* GraphQL */ `
    query JobWithDetails($id: ID!, $events: Int) {
      job(id: $id) {
        ...JobFields
        expiresAt
        analysis {
          codec
          frameCount
          numInputs
          numOutputs
          duration
          status
          reason
        }
        inputs {
          id
          uri
          video {
            streamId
            codec
            width
            height
            frameRate
            sar
            bitDepth
            interlaceMode
            colorFormat
            standard
            fourCC
          }
          audio {
            streamId
            codec
            channels
            sampleRate
            language
          }
        }
        outputGroups {
          type
          playlistFilePaths
          outputs {
            outputFilePaths
            durationInMs
            widthInPx
            heightInPx
            averageBitrate
            qvbrAvgQuality
          }
        }
        warnings {
          code
          message
          count
          firstSeen
          lastSeen
        }
        queueTransitions {
          fromQueue
          toQueue
          priority
          time
        }
        settings
        events(limit: $events) {
          ...JobEventsFields
        }
      }
    }
    ${JOB}
    ${EVENTS}
    ${FIGURES}
  `,
};

/** A further page of a job's events. */
export const JOB_EVENTS: Operation<JobEventsQuery, JobEventsQueryVariables> = {
  text: /* GraphQL */ `
    query JobEvents($id: ID!, $limit: Int, $nextToken: String) {
      job(id: $id) {
        events(limit: $limit, nextToken: $nextToken) {
          ...JobEventsFields
        }
      }
    }
    ${EVENTS}
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
