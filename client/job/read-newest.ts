import type { JobProgress } from './job-progress.ts';

/** A page of a list of jobs. It may hold fewer than it could, even none. */
export type JobPage = { items: JobProgress[]; nextToken?: string | null };

/** The most that the API's `limit` takes. */
export const MAX_PAGE_SIZE = 100;

/** Reads a list, newest first, page after page, until there are `limit` jobs or no more. Tells whether there are more. */
export async function readNewest(
  limit: number,
  readPage: (page: { limit: number; nextToken: string | null }) => Promise<JobPage>,
): Promise<{ jobs: JobProgress[]; isMore: boolean }> {
  const jobs: JobProgress[] = [];
  let nextToken: string | null = null;
  do {
    const page: JobPage = await readPage({ limit: Math.min(MAX_PAGE_SIZE, limit - jobs.length), nextToken });
    jobs.push(...page.items);
    nextToken = page.nextToken ?? null;
  } while (nextToken !== null && jobs.length < limit);
  return { jobs, isMore: nextToken !== null };
}
