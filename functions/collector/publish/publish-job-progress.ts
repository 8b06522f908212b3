/** The publish mutation. It selects every field of `JobProgress`: a subscriber sees only what the mutation selected. */
export const PUBLISH_JOB_PROGRESS = /* GraphQL */ `
  mutation PublishJobProgress($input: JobProgressInput!) {
    publishJobProgress(input: $input) {
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
      tags
      tenant
      eventTimes {
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
      progressMetrics {
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
      error {
        code
        message
      }
      stalled
      missing
      updatedAt
    }
  }
`;
