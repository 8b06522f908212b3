import { type ApiOptions, openApi } from './api.ts';
import type { Authorize } from './authorization.ts';
import type { Endpoint } from './endpoint.ts';
import { type JobWatch, startWatch, type WatchJobOptions } from './job/start-watch.ts';

/** Watches any number of jobs on one connection, which is there while jobs are watched. */
export type JobProgressClient = {
  /** As `watchJob` does, on the connection that all watches of this client share. */
  watchJob(jobId: string, options?: WatchJobOptions): JobWatch;
};

/**
 * A client of the API at an endpoint. Nothing is sent until a job is watched.
 * @throws Error when the endpoint is no URL, and on a platform without a WebSocket, unless it is given one
 */
export function createClient(
  endpoint: Endpoint | string,
  auth: Authorize,
  options: ApiOptions = {},
): JobProgressClient {
  const api = openApi(endpoint, auth, options);
  return { watchJob: (jobId, watchOptions = {}) => startWatch(api, jobId, watchOptions) };
}
