/** The collector's configuration. */
export type Config = {
  eventTable: string;
  jobTable: string;
  jobDetailTable: string;
  jobTagTable: string;
  /** Stream names; undefined where streams are off. */
  eventStream: string | undefined;
  jobStream: string | undefined;
  metricStream: string | undefined;
  graphqlUrl: string;
  deadLetterQueueUrl: string;
  eventKeepSeconds: number;
  jobKeepSeconds: number;
};

const SECONDS_A_DAY = 86_400;

/** Reads the environment. Throws an error that names the variable that is missing or wrong. */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const required = (name: string): string => {
    const value = environment[name];
    if (value === undefined || value === '') throw new Error(`The environment variable ${name} is not set`);
    return value;
  };
  const days = (name: string): number => {
    const value = Number(required(name));
    if (!(value > 0 && value < Infinity)) {
      throw new Error(`The environment variable ${name} is ${required(name)}: it must be a number of days above 0`);
    }
    return Math.ceil(value * SECONDS_A_DAY);
  };
  const optional = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  return {
    eventTable: required('EVENT_TABLE'),
    jobTable: required('JOB_TABLE'),
    jobDetailTable: required('JOB_DETAIL_TABLE'),
    jobTagTable: required('JOB_TAG_TABLE'),
    eventStream: optional('EVENT_STREAM'),
    jobStream: optional('JOB_STREAM'),
    metricStream: optional('METRIC_STREAM'),
    graphqlUrl: required('GRAPHQL_URL'),
    deadLetterQueueUrl: required('DEAD_LETTER_QUEUE_URL'),
    eventKeepSeconds: days('EVENT_TABLE_TTL_DAYS'),
    jobKeepSeconds: days('JOB_TABLE_TTL_DAYS'),
  };
}
