import type { JobProgress } from '../client/job/job-progress.ts';
import { element, setAttributes } from './element.ts';
import { barContent } from './words/progress.ts';

/** A bar that follows a job. */
export type ProgressBar = { root: HTMLElement; update(job: JobProgress): void };

/** A progress bar named after its job. It tells assistive technology what it shows; `data-tone` tells the style sheet. */
export function createProgressBar(jobId: string): ProgressBar {
  const fill = element('div', { class: 'bar-fill' });
  const root = element(
    'div',
    { class: 'bar', role: 'progressbar', 'aria-label': `Job ${jobId}`, 'aria-valuemin': '0', 'aria-valuemax': '100' },
    fill,
  );
  return {
    root,
    update(job) {
      const { percent, indeterminate, words } = barContent(job);
      setAttributes(root, {
        'aria-valuenow': percent === null ? undefined : String(percent),
        'aria-valuetext': words,
        'data-indeterminate': indeterminate ? '' : undefined,
        'data-tone': job.stalled ? 'STALLED' : job.status,
      });
      // Set through the style object: the page's policy allows no style attribute in markup.
      fill.style.transform = indeterminate ? '' : `translateX(${(percent ?? 0) - 100}%)`;
    },
  };
}
