import type { EventEnvelope } from './event-envelope.ts';

/** What the analyzer learnt of a job's inputs. It goes into the event queue beside MediaConvert's own events. */
export type JobAnalysisEvent = EventEnvelope<
  'MediaConvert Job Analysis',
  JobAnalysisDetail,
  'mediaconvert-job-progress.analyzer'
>;

/** Counts are over all inputs, within their clips. */
export type JobAnalysisDetail = {
  jobId: string;
  /** When the analysis ended, in epoch milliseconds. */
  timestamp: number;
  /** COMPLETE when every input was read, FAILED when none was. */
  status: 'COMPLETE' | 'PARTIAL' | 'FAILED';
  /** What could not be read, and why. */
  reason?: string;
  /** The video codec of the first input that has one, as MediaInfo names it: `AVC`. */
  codec?: string;
  /** Only of a COMPLETE analysis: a part of the frames would be no ground for a percentage. */
  frameCount?: number;
  /** Seconds; only of a COMPLETE analysis. */
  duration?: number;
  /** Absent, as `numOutputs`, when the job's settings are not known. */
  numInputs?: number;
  numOutputs?: number;
};
