import type { GraphQLClient } from '../../client/graphql-client.ts';
import { JOB_EVENTS, JOB_WITH_DETAILS } from '../../client/job/detail-documents.ts';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { byId, element } from '../element.ts';
import { createJobDetails, type JobDetails } from './job-details.ts';

/** How many events are asked for at once. */
const EVENTS_PAGE_SIZE = 50;

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
  events: { page: string | null; next: string | null };
  query: AbortController;
  asking: boolean;
  askAgain: boolean;
};

/** The details of whatever job is selected, asked for through `client`. */
export function createDetailsView({ query }: GraphQLClient): DetailsView {
  const container = byId('details');
  const message = element('p', { class: 'details-message', role: 'status' });
  let selection: Selection | undefined;

  const show = (of: Selection, job: JobProgress): void => {
    if (of.known !== undefined && job.version < of.known.version) return;
    of.known = job;
    of.view.showProgress(job);
  };

  const ask = async (of: Selection): Promise<void> => {
    if (of.asking) {
      of.askAgain = true;
      return;
    }
    of.asking = true;
    try {
      const variables = { id: of.jobId, events: EVENTS_PAGE_SIZE };
      const { job } = await query(JOB_WITH_DETAILS, variables, of.query.signal);
      if (!job) {
        if (of.known === undefined) message.textContent = `No job ${of.jobId} is known. It may have been forgotten.`;
        return;
      }
      message.textContent = '';
      of.view.showDetails(job);
      show(of, job);
      if (of.events.page === null) of.events.next = job.events.nextToken ?? null;
      of.view.addEvents(job.events.items, of.events.next !== null);
    } catch (cause) {
      if (!of.query.signal.aborted) message.textContent = `The job's details could not be read: ${String(cause)}`;
    } finally {
      of.asking = false;
      if (of.askAgain && !of.query.signal.aborted) {
        of.askAgain = false;
        void ask(of);
      }
    }
  };

  const askForEvents = async (of: Selection): Promise<void> => {
    const page = of.events.next ?? of.events.page;
    try {
      const variables = { id: of.jobId, limit: EVENTS_PAGE_SIZE, nextToken: page };
      const { job } = await query(JOB_EVENTS, variables, of.query.signal);
      if (!job) return;
      of.events = { page, next: job.events.nextToken ?? null };
      of.view.addEvents(job.events.items, of.events.next !== null);
    } catch (cause) {
      if (!of.query.signal.aborted) message.textContent = `The events could not be read: ${String(cause)}`;
    }
  };

  return {
    select(jobId, known) {
      if (selection?.jobId === jobId) return;
      selection?.query.abort();
      selection = undefined;
      message.textContent = '';
      container.replaceChildren();
      container.hidden = jobId === undefined;
      document.body.toggleAttribute('data-selected', jobId !== undefined);
      if (jobId === undefined) return;
      const of: Selection = {
        jobId,
        view: createJobDetails(jobId, () => void askForEvents(of)),
        known: undefined,
        events: { page: null, next: null },
        query: new AbortController(),
        asking: false,
        askAgain: false,
      };
      selection = of;
      container.append(of.view.root, message);
      container.scrollTop = 0;
      if (known) show(of, known);
      else message.textContent = 'Loading…';
      void ask(of);
    },
    accept(job) {
      if (selection?.jobId !== job.jobId) return;
      const before = selection.known;
      show(selection, job);
      if (before === undefined || hasMoreToTell(before, job)) void ask(selection);
    },
    refresh() {
      if (selection !== undefined) void ask(selection);
    },
  };
}

/**
 * Whether a change may be about more than the figures that every update carries: a new status, or a change that was no
 * status update, such as a warning or a queue hop. Status updates, the bulk of all changes, need no query.
 */
function hasMoreToTell(before: JobProgress, after: JobProgress): boolean {
  return before.status !== after.status || before.eventTimes.lastStatusTime === after.eventTimes.lastStatusTime;
}
