import { JOB_STATUSES } from '../client/job/job-statuses.ts';
import type { JobFilter } from '../client/job/list/job-filter.ts';

/** What the page shows. All of it stands in the address, so that a copied link shows the same. */
export type Place = {
  view: 'jobs' | 'queues';
  /** The jobs that are listed. */
  filter: JobFilter;
  /** The job whose details are shown. */
  jobId?: string | undefined;
};

/** Reads the address's fragment, `#status=ERROR&queue=Default&key=customer&value=acme&job=…`. What it does not understand is left out. */
export function readPlace(hash: string): Place {
  const fields = new URLSearchParams(hash.replace(/^#/, ''));
  const text = (name: string): string | undefined => {
    const value = fields.get(name);
    return value === null || value === '' ? undefined : value;
  };
  const [key, value] = [text('key'), fields.get('value')];
  return {
    view: text('view') === 'queues' ? 'queues' : 'jobs',
    filter: {
      status: JOB_STATUSES.find((status) => status === text('status')),
      queueName: text('queue'),
      userMetadata: key !== undefined && value !== null ? { key, value } : undefined,
    },
    jobId: text('job'),
  };
}

/** The fragment of a place, with its `#`. */
export function hashOf({ view, filter: { status, queueName, userMetadata }, jobId }: Place): string {
  const fields = Object.entries({
    view: view === 'queues' ? view : undefined,
    status,
    queue: queueName,
    ...userMetadata,
    job: jobId,
  }).filter((field): field is [string, string] => field[1] !== undefined);
  return `#${new URLSearchParams(fields).toString()}`;
}

/** Every job, and none selected. */
export const START: Place = { view: 'jobs', filter: {} };
