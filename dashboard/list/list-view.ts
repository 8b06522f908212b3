import { JOB_STATUSES } from '../../client/job/watch-any-job.ts';
import type { JobProgress } from '../../client/job/job-progress.ts';
import type { JobStatus } from '../../schema/generated/graphql.ts';
import { byId, element, setAttributes, setText } from '../element.ts';
import { STATUS_NAMES } from '../words/progress.ts';
import { createJobList } from './job-list.ts';
import { createJobRow, type JobRow } from './job-row.ts';

/** How many jobs the page shows: the newest. */
export const ROWS_SHOWN = 200;

/** The list of jobs on the page. */
export type ListView = {
  /** Takes a job's state; it is drawn with the next frame. */
  accept(job: JobProgress): void;
  /** The jobs that were there before have arrived: an empty list is empty now, not loading. */
  loaded(): void;
  select(jobId: string | undefined): void;
  find(jobId: string): JobProgress | undefined;
};

/** The list, in the page's own elements, with a filter for each status. */
export function createListView(): ListView {
  const [container, filters, empty, skeleton, bound] = ['jobs', 'filters', 'empty', 'loading', 'bound'].map(byId) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const list = createJobList(ROWS_SHOWN);
  const rows = new Map<string, JobRow>();
  const changed = new Set<string>();
  let filter: JobStatus | 'ALL' = 'ALL';
  let selected: string | undefined;
  let isLoaded = false;
  let frame: number | undefined;

  const buttons = (['ALL', ...JOB_STATUSES] as const).map((status) => {
    const amount = element('span', { class: 'filter-count' }, '0');
    const name = status === 'ALL' ? 'All' : STATUS_NAMES[status];
    const button = element('button', { class: 'filter', type: 'button', 'data-filter': status }, name, ' ', amount);
    button.addEventListener('click', () => {
      filter = status;
      schedule();
    });
    return { status, button, amount };
  });
  filters.replaceChildren(...buttons.map(({ button }) => button));

  // Many updates may come between two frames; each changed row is drawn once.
  const schedule = (): void => {
    frame ??= requestAnimationFrame(draw);
  };

  const draw = (): void => {
    frame = undefined;
    const jobs = list.jobs();
    let before: Element | null = container.firstElementChild;
    for (const job of jobs) {
      const row = rows.get(job.jobId) ?? addRow(job);
      if (changed.has(job.jobId)) row.update(job);
      row.root.hidden = filter !== 'ALL' && job.status !== filter;
      if (row.root === before) before = before.nextElementSibling;
      else container.insertBefore(row.root, before);
    }
    changed.clear();
    drawCounts(jobs);
  };

  const addRow = (job: JobProgress): JobRow => {
    const row = createJobRow(job);
    row.select(job.jobId === selected);
    rows.set(job.jobId, row);
    return row;
  };

  const drawCounts = (jobs: readonly JobProgress[]): void => {
    let visible = 0;
    for (const { status, button, amount } of buttons) {
      const matching = status === 'ALL' ? jobs.length : jobs.filter((job) => job.status === status).length;
      if (status === filter) visible = matching;
      setText(amount, String(matching));
      setAttributes(button, { 'aria-pressed': String(status === filter) });
    }
    const running = jobs.filter(({ status }) => status === 'PROGRESSING').length;
    document.title = `${running > 0 ? `${running} running · ` : ''}MediaConvert Job Progress`;
    skeleton.hidden = isLoaded || jobs.length > 0;
    empty.hidden = visible > 0 || !skeleton.hidden;
    setText(
      empty,
      filter === 'ALL'
        ? 'No jobs yet. A job appears here with its first event.'
        : `No ${STATUS_NAMES[filter].toLowerCase()} jobs.`,
    );
    bound.hidden = jobs.length < ROWS_SHOWN;
    setText(bound, `The newest ${ROWS_SHOWN} jobs are shown.`);
  };

  draw();
  return {
    accept(job) {
      const { shown, dropped } = list.accept(job);
      if (!shown) return;
      if (dropped) {
        rows.get(dropped.jobId)?.root.remove();
        rows.delete(dropped.jobId);
      }
      changed.add(job.jobId);
      schedule();
    },
    loaded() {
      isLoaded = true;
      schedule();
    },
    select(jobId) {
      if (selected !== undefined) rows.get(selected)?.select(false);
      selected = jobId;
      if (jobId !== undefined) rows.get(jobId)?.select(true);
    },
    find: list.find,
  };
}
