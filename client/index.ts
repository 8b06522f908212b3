/** What the package's entry `mediaconvert-job-progress/client` exports: live progress of jobs, for browsers and Node. */
export type { ApiOptions } from './api.ts';
export {
  apiKey,
  type Authorize,
  type AuthorizationRequest,
  iam,
  type SignableRequest,
  token,
} from './authorization.ts';
export type { Backoff } from './backoff.ts';
export { createClient, type JobProgressClient } from './create-client.ts';
export { type Endpoint, realtimeUrlOf } from './endpoint.ts';
export { type GraphQLErrorEntry, GraphQLOperationError } from './graphql-error.ts';
export { hasEnded } from './job/has-ended.ts';
export type { JobProgress } from './job/job-progress.ts';
export type { JobWatch, WatchJobOptions, WatchState } from './job/start-watch.ts';
export { watchJob } from './job/watch-job.ts';
export { ConnectionError, type WatchError } from './watch-error.ts';
