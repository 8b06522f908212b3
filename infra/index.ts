/** What the package `mediaconvert-job-progress` exports: the construct, how it is set up, what it consists of, and what it throws. */
export type { ProgressApi } from './api/progress-api.ts';
export type { Archive } from './archive/archive.ts';
export { InvalidPropError } from './check-props.ts';
export { type JobProgressFunctions, MediaConvertJobProgress } from './media-convert-job-progress.ts';
export type { JobMetricName, QueueMetricName } from './monitoring/job-metrics.ts';
export type {
  AlarmProps,
  AnalysisProps,
  ArchiveProps,
  AuthMode,
  IngestProps,
  MediaConvertJobProgressProps,
  OidcProps,
  ReconciliationProps,
  TenancyProps,
  WafProps,
} from './props.ts';
export type { JobStreams } from './store/job-streams.ts';
export type { JobTables } from './store/job-tables.ts';
