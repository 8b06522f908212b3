import type { GraphQLClient } from '../../graphql-client.ts';
import type { JobProgress } from '../job-progress.ts';
import { JOB_STATUSES } from '../job-statuses.ts';
import { JOBS_BY_STATUS } from '../progress-documents.ts';
import { type JobPage, MAX_PAGE_SIZE } from '../read-newest.ts';
import { JOBS_BY_QUEUE, JOBS_BY_USER_METADATA } from '../selection-documents.ts';
import type { JobFilter } from './job-filter.ts';
import { isNewerJob } from './job-order.ts';

/** The jobs that fit a filter, read page by page from the newest on. */
export type JobPages = {
  /**
   * The jobs that follow, newest first; there may be none although there are more. Some may not fit the filter: what the API
   * cannot choose by is not looked at. When it rejects, the same jobs can be asked for again.
   */
  next(signal: AbortSignal): Promise<JobProgress[]>;
  hasMore(): boolean;
};

type Read = (page: { limit: number; nextToken: string | null }, signal: AbortSignal) => Promise<JobPage>;

/** One of the lists that are read side by side, and how far. */
type Source = {
  read: Read;
  /** Read, and not given out yet. */
  waiting: JobProgress[];
  /** The last job that was read. */
  last: JobProgress | undefined;
  nextToken: string | null;
  hasMore: boolean;
};

/** The pages of what fits a filter. Nothing is read until it is asked for. */
export function createJobPages(client: Pick<GraphQLClient, 'query'>, filter: JobFilter): JobPages {
  const sources = readsOf(client, filter).map((read): Source => ({
    read,
    waiting: [],
    last: undefined,
    nextToken: null,
    hasMore: true,
  }));
  return {
    async next(signal) {
      const exhausted = sources.filter(({ waiting, hasMore }) => waiting.length === 0 && hasMore);
      await Promise.all(exhausted.map((source) => readPage(source, signal)));
      return takeSettled(sources).sort((a, b) => (isNewerJob(a, b) ? -1 : 1));
    },
    hasMore: () => sources.some(({ waiting, hasMore }) => waiting.length > 0 || hasMore),
  };
}

/** No query lists the jobs of every status: those of each are read, and given out in the order of all. */
function readsOf({ query }: Pick<GraphQLClient, 'query'>, filter: JobFilter): Read[] {
  const { status, queueName, userMetadata } = filter;
  if (userMetadata !== undefined) {
    return [
      async (page, signal) =>
        (await query(JOBS_BY_USER_METADATA, { ...userMetadata, status: status ?? null, ...page }, signal))
          .jobsByUserMetadata,
    ];
  }
  if (queueName !== undefined) {
    return [
      async (page, signal) =>
        (await query(JOBS_BY_QUEUE, { queue: queueName, status: status ?? null, ...page }, signal)).jobsByQueue,
    ];
  }
  const statuses = status === undefined ? JOB_STATUSES : [status];
  return statuses.map(
    (one): Read =>
      async (page, signal) =>
        (await query(JOBS_BY_STATUS, { status: one, ...page }, signal)).jobsByStatus,
  );
}

async function readPage(source: Source, signal: AbortSignal): Promise<void> {
  const { items, nextToken = null } = await source.read({ limit: MAX_PAGE_SIZE, nextToken: source.nextToken }, signal);
  source.waiting.push(...items);
  source.last = items.at(-1) ?? source.last;
  source.nextToken = nextToken;
  source.hasMore = nextToken !== null;
}

/** Takes what is waiting and has its place in the order of all: no source will still give a job that is newer. */
function takeSettled(sources: Source[]): JobProgress[] {
  const open = sources.filter(({ hasMore }) => hasMore).map(({ last }) => last);
  return sources.flatMap((source) => {
    const unsettled = source.waiting.findIndex((job) =>
      open.some((last) => last === undefined || isNewerJob(last, job)),
    );
    return source.waiting.splice(0, unsettled === -1 ? source.waiting.length : unsettled);
  });
}
