import { hasEnded } from '../../../client/job/has-ended.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { element, setAttributes, setText } from '../../element.ts';
import { momentText, shortMomentText } from '../../words/moment.ts';
import { duration } from '../../words/quantity.ts';
import { stageText } from './stage-text.ts';
import { type Stage, timelineOf } from './timeline.ts';

/** A job's stages on the page. */
export type TimelineView = {
  root: HTMLElement;
  /** Shows the job's stages, and goes on to until it has ended. */
  show(job: JobProgress): void;
  /** Stops the clock. */
  close(): void;
};

type Row = { root: HTMLElement; name: HTMLElement; began: HTMLElement; took: HTMLElement; part: HTMLElement };

/** How often a stage that goes on is drawn anew, in milliseconds. */
const TICK_MS = 1_000;

/** The stages as a bar to scale, and as a table, which says all that the bar shows. */
export function createTimelineView(): TimelineView {
  const bar = element('div', { class: 'stages', 'aria-hidden': 'true' });
  const [start, end] = [element('span'), element('span')];
  const body = element('tbody');
  const table = element(
    'table',
    { class: 'table' },
    element('caption', { class: 'spoken' }, 'Stages of the job'),
    element(
      'thead',
      {},
      element('tr', {}, ...['Stage', 'Began', 'Took'].map((name) => element('th', { scope: 'col' }, name))),
    ),
    body,
  );
  const restarts = element('p', { class: 'note', hidden: '' });
  const root = element(
    'section',
    { class: 'timeline' },
    element('h3', {}, 'Timeline'),
    bar,
    element('div', { class: 'stages-ends', 'aria-hidden': 'true' }, start, end),
    table,
    restarts,
  );
  let rows: Row[] = [];
  let shown: JobProgress | undefined;
  let clock: ReturnType<typeof setInterval> | undefined;

  const draw = (job: JobProgress): void => {
    const { from, to, stages } = timelineOf(job, Date.now());
    if (rows.length !== stages.length) {
      rows = stages.map(createRow);
      bar.replaceChildren(...rows.map(({ part }) => part));
      body.replaceChildren(...rows.map((row) => row.root));
    }
    stages.forEach((stage, index) => rows[index] && drawRow(rows[index], stage, job));
    const isOpen = stages.at(-1)?.isOpen === true;
    setText(start, shortMomentText(new Date(from).toISOString()));
    setText(end, isOpen ? 'now' : shortMomentText(new Date(to).toISOString()));
    const retries = job.progressMetrics.retryCount ?? 0;
    restarts.hidden = retries === 0;
    setText(restarts, `MediaConvert started the job over ${retries === 1 ? 'once' : `${retries} times`}.`);
    if (!isOpen) stop();
  };

  const stop = (): void => {
    clearInterval(clock);
    clock = undefined;
  };

  return {
    root,
    show(job) {
      shown = job;
      if (!hasEnded(job)) clock ??= setInterval(() => shown && draw(shown), TICK_MS);
      draw(job);
    },
    close: stop,
  };
}

function createRow(): Row {
  const name = element('th', { scope: 'row' });
  const began = element('td');
  const took = element('td');
  return { root: element('tr', {}, name, began, took), name, began, took, part: element('span', { class: 'stage' }) };
}

/** Only what has changed is touched, so that a reader's place in the table is kept. */
function drawRow(
  { root, name, began, took, part }: Row,
  { name: stage, from, to, share, isOpen }: Stage,
  job: JobProgress,
): void {
  const text = stageText(stage, job);
  const time = new Date(from).toISOString();
  const lasted = duration((to - from) / 1000);
  for (const target of [root, part])
    setAttributes(target, { 'data-stage': stage, 'data-open': isOpen ? '' : undefined });
  // Set through the style object: the page's policy allows no style attribute in markup.
  part.style.flexGrow = String(share);
  setAttributes(part, { title: `${text}: ${lasted}` });
  setText(part, share > 0.14 ? text : '');
  setText(name, text);
  setText(began, shortMomentText(time));
  setAttributes(began, { title: momentText(time) });
  setText(took, isOpen ? `${lasted} so far` : lasted);
}
