import type { GraphQLClient } from '../../client/graphql-client.ts';
import { JOB_EVENTS, JOB_MEDIAINFO, JOB_WITH_DETAILS } from '../../client/job/detail-documents.ts';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { isNewerState } from '../../client/job/newer-versions.ts';
import { byId } from '../element.ts';
import { type Asking, createAsking } from './asking.ts';
import { createJobDetails, type JobDetails } from './job-details.ts';

/** How many events are asked for at once, and how many pages of them without being asked to: the charts are drawn from them. */
const EVENTS_PAGE_SIZE = 100;
const EVENT_PAGES = 10;

/** The part of the page that shows the selected job. */
export type DetailsView = {
  /** Shows a job, at first what is known of it already; undefined shows none. */
  select(jobId: string | undefined, known: JobProgress | undefined): void;
  /** Takes an update. What it cannot tell, such as a warning, is asked for when there may be news of it. */
  accept(job: JobProgress): void;
  /** Asks again: something may have been missed. */
  refresh(): void;
};

type Selection = {
  jobId: string;
  view: JobDetails;
  known: JobProgress | undefined;
  /** The page of events that the newest of them stand on, and the one after it. */
  events: { page: string | null; next: string | null; areThere: boolean };
  query: AbortController;
  asking: Asking;
  /** What had the focus before, and gets it back. */
  opener: Element | null;
};

/** The details of whatever job is selected, asked for through `client`. */
export function createDetailsView({ query }: GraphQLClient): DetailsView {
  const container = byId('details');
  let selection: Selection | undefined;

  const show = (of: Selection, job: JobProgress): void => {
    if (of.known !== undefined && !isNewerState(job, of.known)) return;
    of.known = job;
    of.view.showProgress(job);
  };

  const ask = async (of: Selection): Promise<void> => {
    const { signal } = of.query;
    try {
      const { job } = await query(JOB_WITH_DETAILS, { id: of.jobId, events: EVENTS_PAGE_SIZE }, signal);
      if (!job) {
        of.view.say(
          of.known === undefined
            ? `No job ${of.jobId} is known. It may have been forgotten.`
            : 'The job has been forgotten meanwhile. This is what was known of it.',
        );
        return;
      }
      of.view.say(undefined);
      show(of, job);
      of.view.showDetails(job);
      if (!of.events.areThere) of.events = { page: null, next: job.events.nextToken ?? null, areThere: true };
      of.view.addEvents(job.events.items, of.events.next !== null);
      if (of.events.page !== null || of.events.next !== null) await askForEvents(of, EVENT_PAGES);
    } catch (cause) {
      if (signal.aborted) return;
      of.view.say(`The job could not be read: ${messageOf(cause)}. `, () => of.asking.now());
    }
  };

  /** Reads on from the newest page of events, which may have grown, `pages` at the most. */
  const askForEvents = async (of: Selection, pages: number): Promise<void> => {
    const { signal } = of.query;
    try {
      for (let page = 0; page < pages; page += 1) {
        const nextToken = of.events.next ?? of.events.page;
        const { job } = await query(JOB_EVENTS, { id: of.jobId, limit: EVENTS_PAGE_SIZE, nextToken }, signal);
        if (!job) return;
        of.events = { page: nextToken, next: job.events.nextToken ?? null, areThere: true };
        of.view.addEvents(job.events.items, of.events.next !== null);
        if (of.events.next === null) return;
      }
    } catch (cause) {
      if (signal.aborted) return;
      of.view.say(`The events could not be read: ${messageOf(cause)}. `, () => of.asking.now());
    }
  };

  const open = (jobId: string): Selection => {
    const of: Selection = {
      jobId,
      view: createJobDetails(
        jobId,
        () => void askForEvents(of, 1),
        async (input) => (await query(JOB_MEDIAINFO, { id: jobId, input }, of.query.signal)).job?.mediainfo,
      ),
      known: undefined,
      events: { page: null, next: null, areThere: false },
      query: new AbortController(),
      asking: createAsking(() => ask(of)),
      opener: document.activeElement === document.body ? null : document.activeElement,
    };
    return of;
  };

  const close = ({ view, query: running, asking, opener }: Selection): void => {
    const hadFocus = view.root.contains(document.activeElement);
    running.abort();
    asking.close();
    view.close();
    container.replaceChildren();
    if (hadFocus && opener instanceof HTMLElement) opener.focus();
  };

  container.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') container.querySelector<HTMLAnchorElement>('a.close')?.click();
  });

  return {
    select(jobId, known) {
      if (selection?.jobId === jobId) return;
      const before = selection;
      container.hidden = jobId === undefined;
      document.body.toggleAttribute('data-selected', jobId !== undefined);
      if (before !== undefined) close(before);
      selection = jobId === undefined ? undefined : open(jobId);
      if (selection === undefined) return;
      container.append(selection.view.root);
      container.scrollTop = 0;
      if (known) show(selection, known);
      // Whoever came here by a link of the page reads on here.
      if (selection.opener !== null) selection.view.heading.focus({ preventScroll: true });
      selection.asking.now();
    },
    accept(job) {
      if (selection?.jobId !== job.jobId) return;
      const before = selection.known;
      show(selection, job);
      if (before !== undefined && !isNewerState(job, before)) return;
      selection.asking.because(before === undefined || hasMoreToTell(before, job) ? 'NEWS' : 'TICK');
    },
    refresh() {
      selection?.asking.now();
    },
  };
}

/**
 * Whether a change may be about more than the figures that every update carries: a new status, or a change that was no
 * status update, such as a warning or a queue hop.
 */
function hasMoreToTell(before: JobProgress, after: JobProgress): boolean {
  return before.status !== after.status || before.eventTimes.lastStatusTime === after.eventTimes.lastStatusTime;
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
