/** What the first tab of GraphiQL starts with. */
export const EXAMPLE_QUERY = `# The jobs that are being transcoded, newest first. Try COMPLETE, or limit: 5.
query RunningJobs {
  jobsByStatus(status: PROGRESSING, limit: 25) {
    items {
      id
      createdAt
      queueName
      userMetadata {
        key
        value
      }
      progressMetrics {
        percentJobComplete
        currentPhase
        decodeRate
        estJobTimeRemaining
      }
    }
    nextToken
  }
}
`;

/** What the second tab starts with. */
export const EXAMPLE_SUBSCRIPTION = `# Every change of any job, as it happens.
subscription AnyJob {
  onAnyJobProgress {
    jobId
    status
    version
    progressMetrics {
      percentJobComplete
      currentPhase
      estJobTimeRemaining
    }
  }
}
`;
