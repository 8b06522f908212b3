import type { JobProgress } from '../../client/job/job-progress.ts';
import { element, setAttributes, setText } from '../element.ts';
import { createProgressBar } from '../progress-bar.ts';
import { userMetadataChips } from '../user-metadata.ts';
import { barContent, phaseText, STATUS_NAMES } from '../words/progress.ts';
import { UNKNOWN } from '../words/quantity.ts';
import { createChartsView } from './charts/charts-view.ts';
import { copyButton } from './copy-button.ts';
import { definitionList } from './definition-list.ts';
import type { Details } from './details.ts';
import { createEventList } from './events/event-list.ts';
import type { JobEvent } from './events/event-log.ts';
import { progressFigures, timeFigures } from './figures.ts';
import { foldedJson } from './folded-json.ts';
import { errorCallout, queueHopItems, warningItems } from './incidents.ts';
import { keyFigures } from './key-figures.ts';
import { inputItems, outputItems, type ReadMediainfo } from './media.ts';
import { createPart, createSection } from './section.ts';
import { createTimelineView } from './timeline/timeline-view.ts';

/** The details of one job on the page. */
export type JobDetails = {
  root: HTMLElement;
  /** The job's id, as a heading that can be focused. */
  heading: HTMLElement;
  /** Shows a newer progress of the job. */
  showProgress(job: JobProgress): void;
  /** Shows what only a query tells: media, warnings, queue hops, settings. */
  showDetails(details: Details): void;
  /** Adds events; `isMore` says whether there are more of them to ask for. */
  addEvents(events: readonly JobEvent[], isMore: boolean): void;
  /** Says what is in the way, and offers to `retry`; undefined: nothing is. */
  say(message: string | undefined, retry?: () => void): void;
  /** Lets go of what goes on by itself. */
  close(): void;
};

/** The details of the job, loading yet. `onAskForEvents` is called when more of its events are wanted. */
export function createJobDetails(jobId: string, onAskForEvents: () => void, readMediainfo: ReadMediainfo): JobDetails {
  const bar = createProgressBar(jobId);
  const status = element('span', { class: 'status' });
  const label = element('span', { class: 'bar-label' });
  const phase = element('span', { class: 'phase' });
  const heading = element('h2', { class: 'job-id', tabindex: '-1' }, jobId);
  const message = element('p', { class: 'details-message', role: 'status', hidden: '' });
  const skeleton = element('div', { class: 'skeleton', 'aria-hidden': 'true' }, element('div'), element('div'));
  const timeline = createTimelineView();
  const charts = createChartsView(jobId);
  const events = createEventList(onAskForEvents);
  let known: { job?: JobProgress; expiresAt?: string } = {};

  const error = createPart(errorCallout);
  const keys = createPart(keyFigures);
  const metadata = createPart((userMetadata: JobProgress['userMetadata']) =>
    userMetadata.length === 0
      ? []
      : [element('ul', { class: 'chips', 'aria-label': 'User metadata' }, ...userMetadataChips(userMetadata))],
  );
  const figures = createPart(progressFigures);
  const times = createPart((value: { job: JobProgress; expiresAt?: string }) =>
    timeFigures(value.job, value.expiresAt),
  );
  const about = createPart((job: JobProgress) => [
    definitionList([
      ['Queue', element('span', { class: 'path' }, job.queue || UNKNOWN)],
      ['Account', job.account],
      ['Region', job.region],
      ['Version', String(job.version)],
    ]),
  ]);
  const warnings = createSection('Warnings', warningItems);
  const hops = createSection('Queue hops', queueHopItems);
  const inputs = createSection('Inputs', (details: Pick<Details, 'inputs' | 'analysis'>) =>
    inputItems(details, readMediainfo),
  );
  const outputs = createSection('Outputs', outputItems);
  const settings = createSection('Settings', (json: string | null) =>
    json === null ? [] : [foldedJson('Settings as the job was created with', () => Promise.resolve(json))],
  );
  const all = element(
    'section',
    {},
    element('h3', {}, 'All figures'),
    element('details', {}, element('summary', {}, 'Progress, times and place'), figures.root, times.root, about.root),
  );

  const content = element(
    'div',
    { class: 'details-content', hidden: '' },
    ...[error, metadata].map((part) => part.root),
    element('div', { class: 'job-progress' }, bar.root, element('div', { class: 'bar-line' }, label, phase)),
    keys.root,
    timeline.root,
    charts.root,
    ...[warnings, hops, inputs, outputs, settings].map((part) => part.root),
    all,
    events.root,
  );
  const root = element(
    'article',
    { class: 'details', 'data-details-of': jobId, 'aria-label': `Job ${jobId}` },
    element(
      'header',
      { class: 'details-head' },
      element('a', { class: 'close', href: '#' }, 'All jobs'),
      element('div', { class: 'details-name' }, heading, status),
      element(
        'div',
        { class: 'actions' },
        copyButton('Copy id', `of job ${jobId}`, () => jobId),
        copyButton('Copy link', `to job ${jobId}`, () => location.href),
      ),
    ),
    message,
    skeleton,
    content,
  );

  const showTimes = (): void => {
    const { job, expiresAt } = known;
    if (job) times.show({ job, ...(expiresAt !== undefined && { expiresAt }) });
  };

  return {
    root,
    heading,
    showProgress(job) {
      setAttributes(root, {
        'data-status': job.status,
        'data-version': String(job.version),
        'data-stalled': job.stalled ? '' : undefined,
      });
      skeleton.hidden = true;
      content.hidden = false;
      setText(status, STATUS_NAMES[job.status]);
      bar.update(job);
      setText(label, barContent(job).label);
      setText(phase, job.stalled ? 'No updates for a while' : phaseText(job));
      error.show(job.error ?? null);
      metadata.show(job.userMetadata);
      for (const part of [keys, figures, about]) part.show(job);
      timeline.show(job);
      charts.show(job);
      known = { ...known, job };
      showTimes();
    },
    showDetails({
      expiresAt,
      warnings: told,
      queueTransitions,
      inputs: media,
      analysis,
      outputGroups,
      outputFindings,
      ...details
    }) {
      known = { ...known, expiresAt };
      showTimes();
      // Each part is given what it shows alone, and stays as it is while that does, whatever a reader has opened in it.
      warnings.show(told);
      hops.show(queueTransitions);
      inputs.show({ inputs: media, analysis: analysis ?? null });
      outputs.show({ outputGroups, outputFindings: outputFindings ?? null });
      settings.show(details.settings ?? null);
    },
    addEvents(added, isMore) {
      events.add(added, isMore);
      charts.addEvents(added);
    },
    say(text, retry) {
      skeleton.hidden ||= text !== undefined;
      message.hidden = text === undefined;
      message.replaceChildren(text ?? '');
      if (retry === undefined) return;
      const again = element('button', { type: 'button', class: 'quiet' }, 'Try again');
      again.addEventListener('click', retry);
      message.append(' ', again);
    },
    close() {
      timeline.close();
      charts.close();
    },
  };
}
