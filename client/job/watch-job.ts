import { type ApiOptions, openApi } from '../api.ts';
import type { Authorize } from '../authorization.ts';
import type { Endpoint } from '../endpoint.ts';
import { type JobWatch, startWatch, type WatchJobOptions } from './start-watch.ts';

/**
 * Watches one job on a connection of its own: its present state, if it is known already, then every change until it has ended. The states come to
 * `onProgress`, or by iterating the watch.
 * @throws Error when the endpoint is no URL, and on a platform without a WebSocket, unless it is given one
 */
export function watchJob(
  endpoint: Endpoint | string,
  auth: Authorize,
  jobId: string,
  options: WatchJobOptions & ApiOptions = {},
): JobWatch {
  return startWatch(openApi(endpoint, auth, options), jobId, options);
}
