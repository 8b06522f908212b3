import { daysInSeconds, type Environment, positive, required } from '../lib/environment.ts';

/** The analyzer's configuration. */
export type Config = {
  jobDetailTable: string;
  eventQueueUrl: string;
  jobKeepSeconds: number;
  /** The only buckets that are read. */
  mediaBuckets: readonly string[];
  /** How much is read of an input at most. */
  maxBytesPerInput: number;
  /** How many inputs are read side by side. */
  maxParallelInputs: number;
};

/** Reads the environment. Throws an error that names the variable that is missing or wrong. */
export function readConfig(environment: Environment): Config {
  return {
    jobDetailTable: required(environment, 'JOB_DETAIL_TABLE'),
    eventQueueUrl: required(environment, 'EVENT_QUEUE_URL'),
    jobKeepSeconds: daysInSeconds(environment, 'JOB_TABLE_TTL_DAYS'),
    mediaBuckets: (environment['MEDIA_BUCKETS'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    maxBytesPerInput: Math.ceil(positive(environment, 'MAX_BYTES_PER_INPUT')),
    maxParallelInputs: Math.ceil(positive(environment, 'MAX_PARALLEL_INPUTS')),
  };
}
