import { type Environment, flag, positive, required } from '../lib/environment.ts';

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
export function readConfig(environment: Environment): Config {
  return {
    jobTable: required(environment, 'JOB_TABLE'),
    statusIndex: required(environment, 'JOB_STATUS_INDEX'),
    eventQueueUrl: required(environment, 'EVENT_QUEUE_URL'),
    requestsPerSecond: positive(environment, 'REQUESTS_PER_SECOND'),
    discoverSubmitted: flag(environment, 'DISCOVER_SUBMITTED'),
  };
}
