import type { JobProgress } from '../../client/job/job-progress.ts';
import type { JobEventsFieldsFragment } from '../../schema/generated/graphql.ts';
import { element, setAttributes, setText } from '../element.ts';
import { createProgressBar } from '../progress-bar.ts';
import { userMetadataChips } from '../user-metadata.ts';
import { barContent, phaseText, STATUS_NAMES } from '../words/progress.ts';
import { UNKNOWN } from '../words/quantity.ts';
import { definitionList } from './definition-list.ts';
import type { Details } from './details.ts';
import { createEventList } from './event-list.ts';
import { progressFigures, timeFigures } from './figures.ts';
import { errorCallout, queueHopItems, warningItems } from './incidents.ts';
import { inputItems, outputItems } from './media.ts';
import { prettyJson } from './pretty-json.ts';
import { createSection } from './section.ts';

/** The details of one job on the page. */
export type JobDetails = {
  root: HTMLElement;
  /** Shows a newer progress of the job. */
  showProgress(job: JobProgress): void;
  /** Shows what only a query tells: media, warnings, queue hops, settings. */
  showDetails(details: Details): void;
  /** Adds events; `more` says whether there are more of them to ask for. */
  addEvents(events: JobEventsFieldsFragment['items'], more: boolean): void;
};

/** The details of the job, empty yet. `onMoreEvents` is called when more of its events are asked for. */
export function createJobDetails(jobId: string, onMoreEvents: () => void): JobDetails {
  const bar = createProgressBar(jobId);
  const status = element('span', { class: 'status' });
  const label = element('span', { class: 'bar-label' });
  const phase = element('span', { class: 'phase' });
  const events = createEventList();
  const more = element('button', { type: 'button', class: 'quiet' });
  more.addEventListener('click', onMoreEvents);
  let known: { job?: JobProgress; expiresAt?: string } = {};

  const error = createSection('Error', errorCallout);
  const figures = createSection('Progress', progressFigures);
  const times = createSection('Times', (value: { job: JobProgress; expiresAt?: string }) =>
    timeFigures(value.job, value.expiresAt),
  );
  const about = createSection('Job', (job: JobProgress) => [
    definitionList([
      ['Queue', element('span', { class: 'path' }, job.queue || UNKNOWN)],
      ['Account', job.account],
      ['Region', job.region],
      ['Version', String(job.version)],
    ]),
  ]);
  const metadata = createSection('User metadata', ({ userMetadata }: JobProgress) =>
    userMetadata.length === 0 ? [] : [element('ul', { class: 'chips' }, ...userMetadataChips(userMetadata))],
  );
  const warnings = createSection('Warnings', warningItems);
  const hops = createSection('Queue hops', queueHopItems);
  const inputs = createSection('Inputs', inputItems);
  const outputs = createSection('Outputs', outputItems);
  const settings = createSection('Settings', ({ settings }: Details) =>
    settings
      ? [element('details', {}, element('summary', {}, 'As created'), element('pre', {}, prettyJson(settings)))]
      : [],
  );
  const raw = element('section', { hidden: '' }, element('h3', {}, 'Events'), events.root, more);

  const root = element(
    'article',
    { class: 'details', 'data-details-of': jobId, 'aria-label': `Job ${jobId}` },
    element(
      'header',
      { class: 'details-head' },
      element('a', { class: 'close', href: '#' }, 'All jobs'),
      element('h2', { class: 'job-id', tabindex: '-1' }, jobId),
      status,
    ),
    element('div', { class: 'job-progress' }, bar.root, element('div', { class: 'bar-line' }, label, phase)),
    ...[error, metadata, figures, warnings, times, hops, inputs, outputs, about, settings].map((part) => part.root),
    raw,
  );

  const showTimes = (): void => {
    const { job, expiresAt } = known;
    if (job) times.show({ job, ...(expiresAt !== undefined && { expiresAt }) });
  };

  return {
    root,
    showProgress(job) {
      setAttributes(root, { 'data-status': job.status, 'data-version': String(job.version) });
      setText(status, STATUS_NAMES[job.status]);
      bar.update(job);
      setText(label, barContent(job).label);
      setText(phase, job.stalled ? 'No updates for a while' : phaseText(job));
      for (const part of [error, metadata, figures, about]) part.show(job);
      known = { ...known, job };
      showTimes();
    },
    showDetails(details) {
      known = { ...known, expiresAt: details.expiresAt };
      showTimes();
      for (const part of [warnings, hops, inputs, outputs, settings]) part.show(details);
    },
    addEvents(added, isMore) {
      events.add(added);
      raw.hidden = false;
      setText(more, isMore ? 'Show more' : 'Look for newer events');
    },
  };
}
