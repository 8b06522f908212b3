/** The figures of a job. */
export const FIGURES = /* GraphQL */ `
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
    waitedForCapacityDuration
    retryCount
  }
`;

/** A job that is asked for, in the shape of an update: `FIGURES` belong to it. */
export const JOB = /* GraphQL */ `
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
    missing
  }
`;
