import type { ListedJob } from '../../client/job/list/job-listing.ts';
import { byId, setAttributes } from '../element.ts';
import { createJobRow, type JobRow } from './job-row.ts';
import { createRowWindow } from './row-window.ts';

/** The rows of the jobs in sight. Whatever the list holds, only these are in the document. */
export type RowsView = {
  /** Draws the rows as they are now: `hasMore` says whether older ones can still be read. */
  draw(rows: readonly ListedJob[], hasMore: boolean): void;
  /** Forgets all the rows, and begins at the top. */
  clear(): void;
  select(jobId: string | undefined): void;
  /** Moves the focus to a job's row, if it is listed. */
  focus(jobId: string): void;
  /** Whether the list's end is nearly in sight. */
  isNearEnd(): boolean;
};

/** From how many rows before its end on the list's end is near. */
const NEAR_END = 30;
/** How far the page keys go. */
const PAGE_ROWS = 10;

/** Rows in the page's `#jobs`, which scrolls in `#scroller`. `onChange` is called when other rows come into sight. */
export function createRowsView(hrefOf: (jobId: string) => string, onChange: () => void): RowsView {
  const [scroller, container] = [byId('scroller'), byId('jobs')];
  const shown = new Map<string, JobRow>();
  let rows: readonly ListedJob[] = [];
  let selected: string | undefined;
  // The job whose link the Tab key goes to; its row stays in the document while it has the focus.
  let active: string | undefined;
  let firstInSight: string | undefined;
  const inSight = createRowWindow(scroller, { rowHeight, onChange });

  const indexOf = (jobId: string | undefined): number =>
    jobId === undefined ? -1 : rows.findIndex(({ job }) => job.jobId === jobId);

  const drawRows = (hasMore: boolean, keepsActive = container.contains(document.activeElement)): void => {
    const indexes = new Set(inSight.indexes().filter((index) => index < rows.length));
    const activeIndex = indexOf(active);
    if (activeIndex >= 0 && keepsActive) indexes.add(activeIndex);
    const tabStop = indexes.has(activeIndex) ? activeIndex : Math.min(...indexes);
    const drawn = [...indexes]
      .sort((a, b) => a - b)
      .flatMap((index) => {
        const listed = rows[index];
        return listed === undefined ? [] : [{ index, listed }];
      });
    // First, so that the others need not be moved: what is moved loses the focus.
    const kept = new Set(drawn.map(({ listed }) => listed.job.jobId));
    for (const [jobId, row] of shown) {
      if (kept.has(jobId)) continue;
      row.root.remove();
      shown.delete(jobId);
    }
    let before = container.firstElementChild;
    for (const { index, listed } of drawn) {
      const row = rowOf(listed);
      row.update(listed.job);
      row.place({ index, offset: inSight.offset(index), of: hasMore ? undefined : rows.length });
      row.setTabStop(index === tabStop);
      if (row.root === before) before = before.nextElementSibling;
      else container.insertBefore(row.root, before);
    }
    firstInSight = rows[inSight.first()]?.job.jobId;
  };
  const rowOf = ({ job }: ListedJob): JobRow => {
    const present = shown.get(job.jobId);
    if (present !== undefined) return present;
    const made = createJobRow(job, hrefOf(job.jobId));
    made.select(job.jobId === selected);
    shown.set(job.jobId, made);
    return made;
  };
  // What is being read stays where it is while newer jobs come in above it.
  const keepInPlace = (before: readonly ListedJob[], hasMore: boolean): void => {
    if (scroller.scrollTop === 0 || firstInSight === undefined) return;
    const was = before.findIndex(({ job }) => job.jobId === firstInSight);
    const is = indexOf(firstInSight);
    if (was < 0 || is < 0 || was === is) return;
    inSight.shift(is - was);
    drawRows(hasMore);
  };

  let wasMore = true;
  const focusIndex = (index: number): void => {
    const listed = rows[Math.max(0, Math.min(rows.length - 1, index))];
    if (listed === undefined) return;
    const { jobId } = listed.job;
    active = jobId;
    inSight.reveal(indexOf(jobId));
    drawRows(wasMore, true);
    shown.get(jobId)?.focus();
  };

  container.addEventListener('focusin', ({ target }) => {
    const row = target instanceof Element ? target.closest('[data-job-id]') : null;
    active = row?.getAttribute('data-job-id') ?? active;
  });
  container.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const from = indexOf(active);
    const to = {
      ArrowDown: from + 1,
      ArrowUp: from - 1,
      PageDown: from + PAGE_ROWS,
      PageUp: from - PAGE_ROWS,
      Home: 0,
      End: rows.length - 1,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    focusIndex(to);
  });

  return {
    draw(next, hasMore) {
      const before = rows;
      rows = next;
      wasMore = hasMore;
      if (before !== next) {
        inSight.resize(next.length);
        container.style.height = `${inSight.height()}px`;
      }
      if (before !== next) keepInPlace(before, hasMore);
      drawRows(hasMore);
      setAttributes(container, { hidden: next.length === 0 ? '' : undefined });
    },
    clear() {
      active = undefined;
      firstInSight = undefined;
      inSight.toTop();
    },
    select(jobId) {
      if (selected !== undefined) shown.get(selected)?.select(false);
      selected = jobId;
      if (jobId !== undefined) shown.get(jobId)?.select(true);
    },
    focus(jobId) {
      const index = indexOf(jobId);
      if (index >= 0) focusIndex(index);
    },
    isNearEnd: () => Math.max(0, ...inSight.indexes()) >= rows.length - NEAR_END,
  };
}

/** The style sheet says how high a row is: as many pixels as this element. */
function rowHeight(): number {
  return byId('row-height').getBoundingClientRect().height;
}
