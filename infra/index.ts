/** What the package `mediaconvert-job-progress` exports: the construct, how it is set up, and what it throws. */
export { InvalidPropError } from './check-props.ts';
export { MediaConvertJobProgress } from './media-convert-job-progress.ts';
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
