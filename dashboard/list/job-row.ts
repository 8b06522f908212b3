import type { JobProgress } from '../../client/job/job-progress.ts';
import { element, setAttributes, setText } from '../element.ts';
import { createProgressBar } from '../progress-bar.ts';
import { userMetadataChips } from '../user-metadata.ts';
import { shortMomentText, momentText } from '../words/moment.ts';
import { barContent, phaseText, STATUS_NAMES } from '../words/progress.ts';
import { duration, frameRate, UNKNOWN } from '../words/quantity.ts';

/** A job's row in the list. The element stays the same while the job changes, so that its bar can move. */
export type JobRow = { root: HTMLElement; update(job: JobProgress): void; select(selected: boolean): void };

/** The row of a job; tests and scripts find it by `data-job-id`, its state by `data-status` and `data-version`. */
export function createJobRow(first: JobProgress): JobRow {
  const bar = createProgressBar(first.jobId);
  const link = element('a', { class: 'job-id', href: `#job=${encodeURIComponent(first.jobId)}` }, first.jobId);
  const status = element('span', { class: 'status' });
  const metadata = element('ul', { class: 'chips', 'aria-label': 'User metadata' });
  const label = element('span', { class: 'bar-label' });
  const phase = element('span', { class: 'phase' });
  const queue = cell('Queue');
  const rate = cell('Decode rate');
  const time = cell('Time left');
  const created = cell('Created');
  created.value.title = momentText(first.createdAt);
  const root = element(
    'li',
    { class: 'job', 'data-job-id': first.jobId },
    element('div', { class: 'job-name' }, element('div', { class: 'job-title' }, status, link), metadata),
    element('div', { class: 'job-progress' }, bar.root, element('div', { class: 'bar-line' }, label, phase)),
    queue.root,
    rate.root,
    time.root,
    created.root,
  );

  const update = (job: JobProgress): void => {
    setAttributes(root, {
      'data-status': job.status,
      'data-version': String(job.version),
      'data-stalled': job.stalled ? '' : undefined,
    });
    setText(status, STATUS_NAMES[job.status]);
    metadata.replaceChildren(...userMetadataChips(job.userMetadata));
    metadata.hidden = job.userMetadata.length === 0;
    bar.update(job);
    const { label: text } = barContent(job);
    setText(label, text);
    setText(phase, detailLine(job));
    setText(queue.value, job.queueName || UNKNOWN);
    queue.value.title = job.queue;
    setText(rate.value, frameRate(job.progressMetrics.decodeRate));
    setText(time.name, timeName(job));
    setText(time.value, duration(timeSeconds(job)));
    setText(created.value, shortMomentText(job.createdAt));
  };

  update(first);
  return {
    root,
    update,
    select: (selected) => setAttributes(link, { 'aria-current': selected ? 'true' : undefined }),
  };
}

function cell(caption: string): { root: HTMLElement; name: HTMLElement; value: HTMLElement } {
  const name = element('span', { class: 'cell-name' }, caption);
  const value = element('span', { class: 'cell-value' });
  return { root: element('div', { class: 'cell' }, name, ' ', value), name, value };
}

function detailLine(job: JobProgress): string {
  if (job.status === 'ERROR') return job.error?.message ?? '';
  if (job.stalled) return 'No updates for a while';
  return phaseText(job);
}

function timeName({ status }: JobProgress): string {
  if (status === 'SUBMITTED') return 'Waited';
  return status === 'PROGRESSING' ? 'Time left' : 'Took';
}

function timeSeconds({ status, progressMetrics }: JobProgress): number | null | undefined {
  if (status === 'SUBMITTED') return progressMetrics.queuedDuration;
  return status === 'PROGRESSING' ? progressMetrics.estJobTimeRemaining : progressMetrics.progressingDuration;
}
