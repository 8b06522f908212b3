import { openApi } from '../client/api.ts';
import type { Authorize } from '../client/authorization.ts';
import type { JobProgress } from '../client/job/job-progress.ts';
import { type JobListWatch, watchJobList } from '../client/job/list/watch-job-list.ts';
import { hashOf, type Place, readPlace, START } from './address.ts';
import type { Configuration } from './configuration.ts';
import { createConnectionView } from './connection-view.ts';
import { forgetCredential } from './credential.ts';
import { createDetailsView } from './details/details-view.ts';
import { byId, setAttributes } from './element.ts';
import { createFiltersView } from './list/filters-view.ts';
import { createListView } from './list/list-view.ts';
import { createQueuesView, JOBS_COMPUTED } from './queues/queues-view.ts';
import { createSearchView, isTyping } from './search/search-view.ts';
import { createSelectedJob } from './selected-job.ts';
import { filterText } from './words/filter.ts';

/** How many jobs a list holds, the newest. */
const JOBS_HELD = 5_000;

/**
 * Brings the page to life: it shows what the address says, and whatever is chosen changes the address. What is there is asked for once, what
 * changes is pushed. Nothing is polled.
 */
export function showPage({ graphqlUrl, realtimeUrl, graphiqlUrl }: Configuration, authorize: Authorize): void {
  const api = openApi({ graphqlUrl, realtimeUrl }, authorize);
  let place = readPlace(location.hash);
  let watched: { jobs: JobListWatch; end: AbortController } | undefined;

  const open = (next: Place): void => {
    location.hash = hashOf(next);
  };
  const navigation = { place: () => place, open };
  const connection = createConnectionView();
  const filters = createFiltersView(navigation);
  const hrefOf = (jobId: string): string => hashOf({ ...place, jobId });
  const list = createListView({ hrefOf, allHref: hashOf(START) });
  const queues = createQueuesView();
  const details = createDetailsView(api);
  const selected = createSelectedJob(api, details);
  createSearchView(navigation);

  const watch = (): void => {
    const before = watched;
    const end = new AbortController();
    const isQueues = place.view === 'queues';
    const filter = isQueues ? {} : place.filter;
    const view = isQueues ? queues : list;
    let wasLive = false;
    const jobs = watchJobList(api, {
      filter,
      ...(isQueues ? { atLeast: JOBS_COMPUTED, limit: JOBS_COMPUTED } : { limit: JOBS_HELD }),
      signal: end.signal,
      onProgress(job) {
        filters.offerQueue(job.queueName);
        selected.accept(job);
        view.changed();
      },
      onRead() {
        for (const { job } of jobs.rows()) filters.offerQueue(job.queueName);
        view.read();
      },
      onState(state) {
        connection.show(state);
        view.become(state);
        if (state.status === 'refused') forgetCredential();
        if (state.status !== 'live') return;
        if (wasLive) details.refresh();
        else connection.announce(isQueues ? 'Queues' : `${filterText(filter)}: ${jobs.rows().length} read`);
        wasLive = true;
      },
    });
    watched = { jobs, end };
    list.show(isQueues ? undefined : jobs, filter);
    queues.show(isQueues ? jobs : undefined);
    // Only now, so that the connection is kept.
    before?.end.abort();
  };

  const knownJob = (jobId: string | undefined): JobProgress | undefined =>
    jobId === undefined ? undefined : watched?.jobs.find(jobId);

  const show = (from: Place | undefined): void => {
    const { view, filter, jobId } = place;
    byId('jobs-view').hidden = view !== 'jobs';
    byId('queues-view').hidden = view !== 'queues';
    const all = view === 'queues' ? 'Queues' : filterText(filter);
    setAttributes(byId('to-jobs'), { 'aria-current': view === 'jobs' ? 'page' : undefined });
    setAttributes(byId('to-queues'), { 'aria-current': view === 'queues' ? 'page' : undefined });
    document.title = `${jobId === undefined ? all : `Job ${jobId}`} · MediaConvert Job Progress`;
    filters.show(place);
    if (from === undefined || !isSameList(from, place)) watch();
    list.select(jobId);
    selected.select(jobId, knownJob(jobId));
    byId('details')
      .querySelector('.close')
      ?.setAttribute('href', hashOf({ ...place, jobId: undefined }));
    // The details give the focus back to where they were opened, unless its row is drawn anew.
    if (from?.jobId !== undefined && jobId === undefined && document.activeElement === document.body) {
      list.focus(from.jobId);
    }
  };

  addEventListener('hashchange', () => {
    const from = place;
    place = readPlace(location.hash);
    show(from);
  });
  addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented || place.jobId === undefined || isTyping(event.target)) return;
    open({ ...place, jobId: undefined });
  });
  setAttributes(byId('graphiql'), { href: graphiqlUrl, hidden: graphiqlUrl === undefined ? '' : undefined });
  show(undefined);
}

function isSameList(a: Place, b: Place): boolean {
  return hashOf({ ...a, jobId: undefined }) === hashOf({ ...b, jobId: undefined });
}
