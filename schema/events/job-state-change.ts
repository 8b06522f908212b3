import type { EventEnvelope } from './event-envelope.ts';

/** The statuses that MediaConvert documents. Most of them are no job status, and MediaConvert may add more. */
export type EventStatus = JobStateChangeDetail['status'];

/** An event of a job's life. AWS: https://docs.aws.amazon.com/mediaconvert/latest/ug/mediaconvert_event_list.html */
export type JobStateChange = EventEnvelope<'MediaConvert Job State Change', JobStateChangeDetail>;

/** `detail` of a Job State Change, told apart by `status`. */
export type JobStateChangeDetail =
  | ProgressingDetail
  | InputInformationDetail
  | StatusUpdateDetail
  | CompleteDetail
  | CanceledDetail
  | ErrorDetail
  | NewWarningDetail
  | QueueHopDetail;

/** What every Job State Change carries. */
type JobDetail<Status extends string> = {
  /** Epoch milliseconds. */
  timestamp?: number;
  accountId?: string;
  /** An ARN. */
  queue?: string;
  jobId: string;
  status: Status;
  /** `{}` when the job has none. */
  userMetadata?: Record<string, string>;
};

/** The job left its queue. */
type ProgressingDetail = JobDetail<'PROGRESSING'>;

/** The job was stopped by its owner. */
type CanceledDetail = JobDetail<'CANCELED'>;

/** What the inputs hold; one event for all inputs, which may come as late as COMPLETE, or after it. */
type InputInformationDetail = JobDetail<'INPUT_INFORMATION'> & { inputDetails?: InputDetail[] };

/** An input. `audio` is absent when it has none. */
export type InputDetail = { id?: number; uri?: string; video?: VideoDetail[]; audio?: AudioDetail[] };

/** A video track. `frameRate` is rounded to two decimals: 23.98 stands for 24000/1001. */
export type VideoDetail = {
  streamId?: number;
  codec?: string;
  width?: number;
  height?: number;
  frameRate?: number;
  sar?: string;
  bitDepth?: number;
  interlaceMode?: string;
  colorFormat?: string;
  standard?: string;
  fourCC?: string;
};

/** An audio track. `sampleRate` in hertz. */
export type AudioDetail = {
  streamId?: number;
  codec?: string;
  channels?: number;
  sampleRate?: number;
  language?: string;
};

/** How far the job is, about once an update interval. `jobProgress` is absent before 2019-04. */
export type StatusUpdateDetail = JobDetail<'STATUS_UPDATE'> & {
  framesDecoded?: number;
  jobProgress?: JobProgressDetail;
};

/** Null or absent where MediaConvert cannot estimate. */
export type JobProgressDetail = {
  phaseProgress?: Partial<Record<PhaseName, PhaseProgressDetail>>;
  /** 0 to 100. */
  jobPercentComplete?: number | null;
  /** Can lag behind `phaseProgress`. */
  currentPhase?: PhaseName;
  /** How often the service started the job over; that sets everything else back. */
  retryCount?: number;
};

/** The phases, in their order. */
export type PhaseName = 'PROBING' | 'TRANSCODING' | 'UPLOADING';

/** `status` is PENDING, PROGRESSING or COMPLETE as far as seen; no list is published. */
export type PhaseProgressDetail = { status?: string; percentComplete?: number | null };

/** All outputs are written. */
export type CompleteDetail = JobDetail<'COMPLETE'> & {
  outputGroupDetails?: OutputGroupDetail[];
  /** Milliseconds, summed over the outputs. */
  paddingInserted?: number;
  /** Milliseconds. */
  blackVideoDetected?: number;
  /** Milliseconds. The documented sample names it `blackSegments`, its table and captured events as here. */
  blackVideoSegments?: BlackSegment[];
  blackSegments?: BlackSegment[];
  warnings?: WarningCount[];
};

/** Milliseconds. */
export type BlackSegment = { start?: number; end?: number };

/** How often a warning came. */
export type WarningCount = { code?: number; count?: number };

/** An output group; the same type may come more than once. */
export type OutputGroupDetail = { type?: string; playlistFilePaths?: string[]; outputDetails?: OutputDetail[] };

/** An output. `outputFilePaths` is absent for DASH and CMAF, `videoDetails` for audio and captions. */
export type OutputDetail = { outputFilePaths?: string[]; durationInMs?: number; videoDetails?: OutputVideoDetail };

/** Pixels, bits a second, quality scores; locations in milliseconds. */
export type OutputVideoDetail = {
  widthInPx?: number;
  heightInPx?: number;
  averageBitrate?: number;
  qvbrAvgQuality?: number;
  qvbrMinQuality?: number;
  qvbrMaxQuality?: number;
  qvbrMinQualityLocation?: number;
  qvbrMaxQualityLocation?: number;
};

/** The job failed. */
export type ErrorDetail = JobDetail<'ERROR'> & {
  errorCode?: number;
  errorMessage?: string;
  warnings?: WarningCount[];
};

/** A warning; the job goes on. `warningCode` is a string of digits, unlike the `code` of COMPLETE. */
export type NewWarningDetail = JobDetail<'NEW_WARNING'> & { warningCode?: string; warningMessage?: string };

/** The waiting job went from `previousQueue` to `queue`. */
export type QueueHopDetail = JobDetail<'QUEUE_HOP'> & {
  previousQueue?: string;
  /** -50 to 50. */
  priority?: number;
  previousPriority?: number;
};
