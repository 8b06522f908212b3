import type { ApiCall } from './api-call.ts';
import type { JobStateChange } from './job-state-change.ts';

/** Every event about a job that arrives with source `aws.mediaconvert`. */
export type MediaConvertEvent = JobStateChange | ApiCall;
