import type { FollowState } from '../../client/job/follow.ts';
import type { JobListWatch } from '../../client/job/list/watch-job-list.ts';
import { byId, setText } from '../element.ts';
import { drawNotice, noticeOf } from '../list/notice.ts';
import { groundText } from './ground-text.ts';
import { queueFigures } from './queue-figures.ts';
import { createQueueTable } from './queue-table.ts';

/** From how many jobs the figures are computed: the newest. */
export const JOBS_COMPUTED = 1_000;

/** How the queues do, on the page. */
export type QueuesView = {
  /** Computes from these jobs from now on; undefined from none. */
  show(jobs: JobListWatch | undefined): void;
  /** Something has changed: it is drawn soon. */
  changed(): void;
  /** The jobs have been read, for the first time or anew. */
  read(): void;
  become(state: FollowState): void;
};

/** What changes is drawn after this time, in milliseconds: figures are to be read. */
const REDRAW_MS = 1_000;
/** Without a change it is drawn after this time: the last hour moves on. */
const LAST_HOUR_MS = 30_000;

/** The queues, in the page's own elements. */
export function createQueuesView(): QueuesView {
  const [place, ground, notice, skeleton] = ['queue-table', 'ground', 'queues-notice', 'queues-loading'].map(byId) as [
    HTMLElement,
    HTMLElement,
    HTMLElement,
    HTMLElement,
  ];
  const table = createQueueTable();
  place.append(table.root);
  let jobs: JobListWatch | undefined;
  let state: FollowState = { status: 'connecting' };
  let isRead = false;
  let soon: ReturnType<typeof setTimeout> | undefined;
  let later: ReturnType<typeof setTimeout> | undefined;

  const draw = (): void => {
    clearTimeout(soon);
    clearTimeout(later);
    soon = undefined;
    if (jobs === undefined) return;
    const now = Date.now();
    const listed = jobs.rows().map(({ job }) => job);
    const isEmpty = listed.length === 0;
    table.update(queueFigures(listed, now));
    const said = isEmpty ? noticeOf(state, {}, isRead) : undefined;
    drawNotice(notice, said);
    skeleton.hidden = !isEmpty || said !== undefined;
    place.hidden = ground.hidden = isEmpty;
    setText(ground, groundText(listed, jobs.hasMore() || jobs.isFull(), now));
    later = setTimeout(draw, LAST_HOUR_MS);
  };

  return {
    show(shown) {
      jobs = shown;
      isRead = false;
      draw();
    },
    changed() {
      soon ??= setTimeout(draw, REDRAW_MS);
    },
    read() {
      isRead = true;
      draw();
    },
    become(next) {
      state = next;
      draw();
    },
  };
}
