import { daysInSeconds, type Environment, positive, required } from '../lib/environment.ts';

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
  /** The key of the user metadata that say which tenant a job belongs to; undefined without tenancy. */
  tenantMetadataKey: string | undefined;
  graphqlUrl: string;
  eventQueueUrl: string;
  /** How long the first retry of an event waits at most. */
  retryDelaySeconds: number;
  deadLetterQueueUrl: string;
  eventKeepSeconds: number;
  jobKeepSeconds: number;
};

/** Reads the environment. Throws an error that names the variable that is missing or wrong. */
export function readConfig(environment: Environment): Config {
  const optional = (name: string): string | undefined => (environment[name] === '' ? undefined : environment[name]);
  return {
    eventTable: required(environment, 'EVENT_TABLE'),
    jobTable: required(environment, 'JOB_TABLE'),
    jobDetailTable: required(environment, 'JOB_DETAIL_TABLE'),
    jobTagTable: required(environment, 'JOB_TAG_TABLE'),
    eventStream: optional('EVENT_STREAM'),
    jobStream: optional('JOB_STREAM'),
    metricStream: optional('METRIC_STREAM'),
    tenantMetadataKey: optional('TENANT_METADATA_KEY'),
    graphqlUrl: required(environment, 'GRAPHQL_URL'),
    eventQueueUrl: required(environment, 'EVENT_QUEUE_URL'),
    retryDelaySeconds: positive(environment, 'RETRY_DELAY_SECONDS', 'a number of seconds'),
    deadLetterQueueUrl: required(environment, 'DEAD_LETTER_QUEUE_URL'),
    eventKeepSeconds: daysInSeconds(environment, 'EVENT_TABLE_TTL_DAYS'),
    jobKeepSeconds: daysInSeconds(environment, 'JOB_TABLE_TTL_DAYS'),
  };
}
