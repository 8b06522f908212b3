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

const SECONDS_A_DAY = 86_400;

/** Reads the environment. Throws an error that names the variable that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
    return value;
  };
  const positive = (name: string): number => {
    const value = Number(required(name));
    if (!(value > 0 && value < Infinity)) {
      throw new Error(`The environment variable ${name} is ${required(name)}: it must be a number above 0`);
    }
    return value;
  };
  return {
    jobDetailTable: required('JOB_DETAIL_TABLE'),
    eventQueueUrl: required('EVENT_QUEUE_URL'),
    jobKeepSeconds: Math.ceil(positive('JOB_TABLE_TTL_DAYS') * SECONDS_A_DAY),
    mediaBuckets: (environment['MEDIA_BUCKETS'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    maxBytesPerInput: Math.ceil(positive('MAX_BYTES_PER_INPUT')),
    maxParallelInputs: Math.ceil(positive('MAX_PARALLEL_INPUTS')),
  };
}
