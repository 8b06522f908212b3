import type { FollowState } from '../../client/job/follow.ts';
import type { JobFilter } from '../../client/job/list/job-filter.ts';
import type { JobListWatch } from '../../client/job/list/watch-job-list.ts';
import { byId, element, setText } from '../element.ts';
import { count } from '../words/quantity.ts';
import { drawNotice, noticeOf } from './notice.ts';
import { createRowsView, type RowsView } from './rows-view.ts';

/** The list of jobs on the page. */
export type ListView = Pick<RowsView, 'select' | 'focus'> & {
  /** Shows the jobs of another filter, from the top; undefined shows none, while the list is hidden. */
  show(jobs: JobListWatch | undefined, filter: JobFilter): void;
  /** Something has changed: it is drawn with the next frame. */
  changed(): void;
  /** The jobs have been read, for the first time or anew. */
  read(): void;
  become(state: FollowState): void;
};

/** The list, in the page's own elements. Jobs that follow are read when its end comes near. */
export function createListView(options: {
  hrefOf: (jobId: string) => string;
  /** Where every job is listed. */
  allHref: string;
}): ListView {
  const [scroller, skeleton, notice, foot, amount] = ['scroller', 'loading', 'notice', 'foot', 'amount'].map(byId) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const again = element('button', { type: 'button', class: 'quiet' }, 'Try again');
  let watched: { jobs: JobListWatch; filter: JobFilter } | undefined;
  let state: FollowState = { status: 'connecting' };
  let isRead = false;
  let isReading = false;
  let trouble: string | undefined;
  let frame: number | undefined;

  // Many updates may come between two frames; what is in sight is drawn once.
  const changed = (): void => {
    frame ??= requestAnimationFrame(draw);
  };
  const rows = createRowsView(options.hrefOf, changed);

  const draw = (): void => {
    frame = undefined;
    if (watched === undefined) return;
    const { jobs, filter } = watched;
    const listed = jobs.rows();
    rows.draw(listed, jobs.hasMore());
    const said = listed.length > 0 ? undefined : noticeOf(state, filter, isRead && !jobs.hasMore());
    skeleton.hidden = listed.length > 0 || said !== undefined;
    drawNotice(notice, said, options.allHref);
    setText(amount, amountText(listed.length, jobs.hasMore() || jobs.isFull()));
    drawFoot(jobs);
    if (isRead && jobs.hasMore() && trouble === undefined && !isReading && rows.isNearEnd()) void readMore(jobs);
  };

  const drawFoot = (jobs: JobListWatch): void => {
    foot.hidden = !(jobs.hasMore() || jobs.isFull()) || jobs.rows().length === 0;
    if (trouble !== undefined) {
      if (again.parentElement !== foot) foot.replaceChildren(`Older jobs could not be read: ${trouble} `, again);
    } else {
      const full = 'The newest are shown. Choose a status, a queue or metadata to see older ones.';
      setText(foot, jobs.isFull() ? full : 'Reading older jobs…');
    }
  };

  const readMore = async (jobs: JobListWatch): Promise<void> => {
    isReading = true;
    try {
      await jobs.readMore();
    } catch (cause) {
      if (watched?.jobs === jobs) trouble = cause instanceof Error ? cause.message : String(cause);
    } finally {
      isReading = false;
      changed();
    }
  };
  again.addEventListener('click', () => {
    trouble = undefined;
    changed();
  });
  scroller.addEventListener('scroll', changed, { passive: true });

  return {
    show(jobs, filter) {
      watched = jobs && { jobs, filter };
      isRead = false;
      trouble = undefined;
      rows.clear();
      changed();
    },
    changed,
    read() {
      isRead = true;
      trouble = undefined;
      changed();
    },
    become(next) {
      state = next;
      changed();
    },
    select: rows.select,
    focus: rows.focus,
  };
}

function amountText(known: number, areMore: boolean): string {
  if (known === 0) return '';
  if (areMore) return `The newest ${count(known)} jobs`;
  return known === 1 ? '1 job' : `${count(known)} jobs`;
}
