import type { FollowState } from '../../client/job/follow.ts';
import type { JobFilter } from '../../client/job/list/job-filter.ts';
import { element } from '../element.ts';
import { filterText } from '../words/filter.ts';

/** What stands where no job does: what is the case, and what can be done. */
export type Notice = { title: string; advice: string; offersAll: boolean };

/** What to say of a list without a row. Undefined while it is being read. */
export function noticeOf(state: FollowState, filter: JobFilter, isRead: boolean): Notice | undefined {
  const isAll = Object.values(filter).every((value) => value === undefined);
  if (state.status === 'refused') {
    return state.error.kind === 'unauthorized'
      ? { title: 'You may not see these jobs.', advice: 'What the API answered stands above.', offersAll: false }
      : { title: 'These jobs cannot be listed.', advice: 'What the API answered stands above.', offersAll: !isAll };
  }
  if (!isRead) return undefined;
  if (isAll) return { title: 'No jobs yet.', advice: 'A job appears here with its first event.', offersAll: false };
  const jobs = filterText(filter, 'Jobs');
  return {
    title: `No ${jobs.charAt(0).toLowerCase()}${jobs.slice(1)}.`,
    advice: 'The first one appears here at once.',
    offersAll: true,
  };
}

/** Shows a notice in its element, or hides it. With `allHref` it leads to every job where that helps. */
export function drawNotice(target: HTMLElement, notice: Notice | undefined, allHref?: string): void {
  target.hidden = notice === undefined;
  if (notice === undefined || target.firstChild?.textContent === notice.title) return;
  target.replaceChildren(element('strong', {}, notice.title), element('p', {}, notice.advice));
  if (notice.offersAll && allHref !== undefined) target.append(element('a', { href: allHref }, 'Show all jobs'));
}
