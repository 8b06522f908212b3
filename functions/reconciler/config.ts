/** The reconciler's configuration. */
export type Config = {
  jobTable: string;
  /** The index of JobTable: partition `status`, sort `createdAt`. */
  statusIndex: string;
  eventQueueUrl: string;
  /** How often MediaConvert may be asked. */
  requestsPerSecond: number;
  /** Whether to look for waiting jobs of which no event has told. */
  discoverSubmitted: boolean;
};

/** Reads the environment. Throws an error that names the variable that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
    return value;
  };
  const rate = (name: string): number => {
    const value = Number(required(name));
    if (!(value > 0 && value < Infinity)) {
      throw new Error(`The environment variable ${name} is ${required(name)}: it must be a number above 0`);
    }
    return value;
  };
  const flag = (name: string): boolean => {
    const value = required(name);
    if (value !== 'true' && value !== 'false') {
      throw new Error(`The environment variable ${name} is ${value}: it must be true or false`);
    }
    return value === 'true';
  };
  return {
    jobTable: required('JOB_TABLE'),
    statusIndex: required('JOB_STATUS_INDEX'),
    eventQueueUrl: required('EVENT_QUEUE_URL'),
    requestsPerSecond: rate('REQUESTS_PER_SECOND'),
    discoverSubmitted: flag('DISCOVER_SUBMITTED'),
  };
}
