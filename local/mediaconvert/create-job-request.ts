import type { JsonObject } from '../json.ts';

/**
 * A CreateJob request that `validateCreateJob` has accepted: what of it is read here. Whatever else it holds is kept.
 * AWS: https://docs.aws.amazon.com/mediaconvert/latest/apireference/jobs.html
 */
export type CreateJobRequest = {
  role: string;
  settings: JobSettings;
  /** An ARN or a name. @default the queue `Default` */
  queue?: string;
  /** −50 to 50; the highest comes first. @default 0 */
  priority?: number;
  hopDestinations?: HopDestination[];
  /** `SECONDS_60` */
  statusUpdateInterval?: string;
  userMetadata?: Record<string, string>;
  tags?: Record<string, string>;
  clientRequestToken?: string;
  billingTagsSource?: string;
  accelerationSettings?: JsonObject;
};

/** Where the job goes when it has waited so long. Without a queue: the default queue; without a priority: its own. */
export type HopDestination = { queue?: string; priority?: number; waitMinutes: number };

export type JobSettings = { inputs: JobInput[]; outputGroups: OutputGroup[] };

export type JobInput = {
  fileInput: string;
  timecodeSource?: 'EMBEDDED' | 'ZEROBASED' | 'SPECIFIEDSTART';
  timecodeStart?: string;
  inputClippings?: Clip[];
};

/** A part of an input: both ends are in it, and one of them may be missing. */
export type Clip = { startTimecode?: string; endTimecode?: string };

export type OutputGroup = {
  /** One member beside `type` has the settings of that type. */
  outputGroupSettings: { type: string; [settings: string]: unknown };
  outputs: Output[];
};

export type Output = {
  nameModifier?: string;
  extension?: string;
  containerSettings?: { container?: string };
  videoDescription?: { width?: number; height?: number };
  audioDescriptions?: unknown[];
};
