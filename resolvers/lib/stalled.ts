import { util } from '@aws-appsync/utils';
import type { JobItem } from './job-item.ts';

/** MediaConvert's default: an update about once a minute. */
const DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS = 60;

/** Updates come approximately, one may be lost, and the phases do not tick evenly: two missing updates say nothing, three do. */
const STALLED_AFTER_INTERVALS = 3;

/** Whether a progressing job has been silent, by the time its last update was received, for longer than its interval allows. */
export function isStalled(item: JobItem): boolean {
  if (item.status !== 'PROGRESSING' || !item.updatedAt) return false;
  const silentMs = util.time.nowEpochMilliSeconds() - util.time.parseISO8601ToEpochMilliSeconds(item.updatedAt);
  const intervalSeconds = item.statusUpdateInterval ?? DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS;
  return silentMs > STALLED_AFTER_INTERVALS * intervalSeconds * 1000;
}
