/** The unit of each metric that the functions write. There are no others. */
export const METRIC_UNITS = {
  JobsSubmitted: 'Count',
  JobsProgressing: 'Count',
  JobsComplete: 'Count',
  JobsError: 'Count',
  JobsCanceled: 'Count',
  QueuedDuration: 'Seconds',
  StandbyDuration: 'Seconds',
  ProgressingDuration: 'Seconds',
  DecodeRate: 'Count/Second',
  EventsCollected: 'Count',
  EventToPublishedLatency: 'Milliseconds',
  PoisonEvents: 'Count',
  VersionConflicts: 'Count',
  PublishFailures: 'Count',
  AnalysesComplete: 'Count',
  AnalysesPartial: 'Count',
  AnalysesFailed: 'Count',
  StalledJobs: 'Count',
  MissingJobs: 'Count',
  JobsAsked: 'Count',
} as const;

/** The name of a metric. */
export type MetricName = keyof typeof METRIC_UNITS;

/** Values by metric. One without values is not written: only who wants a 0 to be seen gives one. */
export type MetricValues = Partial<Record<MetricName, readonly number[]>>;
