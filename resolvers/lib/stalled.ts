import { util } from '@aws-appsync/utils';
import type { JobItem } from './job-item.ts';

/** MediaConvert's default: an update about once a minute. */
const DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS = 60;

/** Updates come approximately, one may be lost, and the phases do not tick evenly: two missing updates say nothing, three do. */
const STALLED_AFTER_INTERVALS = 3;

/**
 * Whether a progressing job has sent nothing for longer than its update interval allows. An answer to somebody's question,
 * even one that shows progress, is stored too, but is nothing that the job sent: hence `heardAt`, and not `updatedAt`.
 */
export function isStalled(item: JobItem): boolean {
  if (item.status !== 'PROGRESSING') return false;
  const heardAt =
    item.heardAt ?? (item.updatedAt ? util.time.parseISO8601ToEpochMilliSeconds(item.updatedAt) : undefined);
  if (heardAt === undefined) return false;
  const silentMs = util.time.nowEpochMilliSeconds() - heardAt;
  const intervalSeconds = item.statusUpdateInterval ?? DEFAULT_STATUS_UPDATE_INTERVAL_SECONDS;
  return silentMs > STALLED_AFTER_INTERVALS * intervalSeconds * 1000;
}
