import type { JobProgress } from '../../client/job/job-progress.ts';
import { element, setAttributes, setText } from '../element.ts';
import { createProgressBar } from '../progress-bar.ts';
import { userMetadataChips } from '../user-metadata.ts';
import { shortMomentText, momentText } from '../words/moment.ts';
import { barContent, phaseText, STATUS_NAMES } from '../words/progress.ts';
import { duration, frameRate, UNKNOWN } from '../words/quantity.ts';

/** A job's row in the list. The element stays the same while the job changes, so that its bar can move. */
export type JobRow = {
  root: HTMLElement;
  /** Draws the job, unless it is drawn so already. */
  update(job: JobProgress): void;
  /** Puts it at its place, the `index`th from 0 `of` all; undefined while nobody knows how many there are. */
  place(at: { index: number; offset: number; of: number | undefined }): void;
  select(selected: boolean): void;
  /** Whether the Tab key goes to it. */
  setTabStop(isTabStop: boolean): void;
  focus(): void;
};

/** The row of a job; tests and scripts find it by `data-job-id`, its state by `data-status` and `data-version`. */
export function createJobRow({ jobId, createdAt }: JobProgress, href: string): JobRow {
  const bar = createProgressBar(jobId);
  const link = element('a', { class: 'job-id', href, title: jobId }, jobId);
  const status = element('span', { class: 'status' });
  const metadata = element('ul', { class: 'chips', 'aria-label': 'User metadata' });
  const label = element('span', { class: 'bar-label' });
  const phase = element('span', { class: 'phase' });
  const queue = cell('queue', 'Queue');
  const rate = cell('rate', 'Decode rate');
  const time = cell('time', 'Time');
  const created = cell('created', 'Created');
  setText(created.value, shortMomentText(createdAt));
  created.value.title = momentText(createdAt);
  const root = element(
    'li',
    { class: 'job', 'data-job-id': jobId },
    status,
    element('div', { class: 'job-name' }, link, metadata),
    element('div', { class: 'job-progress' }, bar.root, element('div', { class: 'bar-line' }, label, phase)),
    queue.root,
    rate.root,
    time.root,
    created.root,
  );
  let drawn: JobProgress | undefined;

  return {
    root,
    update(job) {
      if (job === drawn) return;
      setAttributes(root, {
        'data-status': job.status,
        'data-version': String(job.version),
        'data-stalled': job.stalled ? '' : undefined,
      });
      setText(status, STATUS_NAMES[job.status]);
      if (drawn === undefined || !isSame(drawn.userMetadata, job.userMetadata)) {
        metadata.replaceChildren(...userMetadataChips(job.userMetadata));
        metadata.hidden = job.userMetadata.length === 0;
      }
      bar.update(job);
      setText(label, barContent(job).label);
      setText(phase, detailLine(job));
      setText(queue.value, job.queueName || UNKNOWN);
      setAttributes(queue.value, { title: job.queue });
      setText(rate.value, frameRate(job.progressMetrics.decodeRate));
      setText(time.value, timeText(job));
      drawn = job;
    },
    place({ index, offset, of }) {
      root.style.transform = `translateY(${offset}px)`;
      setAttributes(root, { 'aria-posinset': String(index + 1), 'aria-setsize': String(of ?? -1) });
    },
    select: (selected) => setAttributes(link, { 'aria-current': selected ? 'true' : undefined }),
    setTabStop: (isTabStop) => setAttributes(link, { tabindex: isTabStop ? '0' : '-1' }),
    focus: () => link.focus({ preventScroll: true }),
  };
}

type Pairs = JobProgress['userMetadata'];

function isSame(a: Pairs, b: Pairs): boolean {
  return a.length === b.length && a.every(({ key, value }, index) => b[index]?.key === key && b[index].value === value);
}

function cell(className: string, caption: string): { root: HTMLElement; value: HTMLElement } {
  const name = element('span', { class: 'cell-name' }, caption);
  const value = element('span', { class: 'cell-value' });
  return { root: element('div', { class: `cell ${className}` }, name, ' ', value), value };
}

function detailLine(job: JobProgress): string {
  if (job.status === 'ERROR') return job.error?.message ?? '';
  if (job.stalled) return 'No updates for a while';
  return phaseText(job);
}

/** How long the job will still take, or took. */
function timeText({ status, progressMetrics }: JobProgress): string {
  const { estJobTimeRemaining, progressingDuration } = progressMetrics;
  if (status === 'SUBMITTED') return UNKNOWN;
  if (status === 'PROGRESSING') {
    return typeof estJobTimeRemaining === 'number' ? `${duration(estJobTimeRemaining)} left` : UNKNOWN;
  }
  return typeof progressingDuration === 'number' ? `took ${duration(progressingDuration)}` : UNKNOWN;
}
