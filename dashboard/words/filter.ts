import type { JobFilter } from '../../client/job/list/job-filter.ts';
import { STATUS_NAMES } from './progress.ts';

/** Which jobs, in words: `Failed jobs in queue Default with customer = acme`. */
export function filterText({ status, queueName, userMetadata }: JobFilter, start = 'All jobs'): string {
  return [
    status === undefined ? start : `${STATUS_NAMES[status]} jobs`,
    queueName === undefined ? '' : ` in queue ${queueName}`,
    userMetadata === undefined ? '' : ` with ${userMetadata.key} = ${userMetadata.value}`,
  ].join('');
}
