import { hasEnded } from '../../../client/job/has-ended.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { element, setAttributes, setText } from '../../element.ts';
import { shortMomentText } from '../../words/moment.ts';
import { count, frameRate, percent } from '../../words/quantity.ts';
import type { JobEvent } from '../events/event-log.ts';
import type { Chart } from './draw-chart.ts';
import { type Sample, sampleOfEvent, sampleOfUpdate } from './sample.ts';
import { seriesOf, type Series } from './series.ts';
import { createSeriesTable } from './series-table.ts';
import { percentSummary, rateSummary } from './summary.ts';

/** How a job's progress went, on the page. */
export type ChartsView = {
  root: HTMLElement;
  /** Takes a live update. */
  show(job: JobProgress): void;
  /** Takes events; those that are no updates draw nothing. */
  addEvents(events: readonly JobEvent[]): void;
  close(): void;
};

/** Two charts over time, each with its summary in words, and a table of what they draw. The library comes with the first update. */
export function createChartsView(jobId: string): ChartsView {
  const empty = element('p', { class: 'note' });
  const figures = [
    createFigure('Job complete', jobId, {
      text: percent,
      axisText: percent,
      top: 100,
      summary: percentSummary,
      values: ({ percents }) => percents,
    }),
    createFigure('Decode rate, frames a second', jobId, {
      text: frameRate,
      axisText: count,
      summary: rateSummary,
      values: ({ rates }) => rates,
    }),
  ];
  const table = createSeriesTable();
  const content = element('div', { class: 'charts', hidden: '' }, ...figures.map(({ root }) => root));
  const root = element('section', {}, element('h3', {}, 'Over time'), empty, content, table.root);
  const samples = new Map<number, Sample>();
  const told = new Set<number>();
  let job: JobProgress | undefined;
  let frame: number | undefined;

  const draw = (): void => {
    frame = undefined;
    const startedAt = Date.parse(job?.eventTimes.firstProgressingTime ?? '');
    const series = seriesOf(samples.values(), job?.progressMetrics.frameCount);
    const isEmpty = series.times.length === 0;
    empty.hidden = !isEmpty;
    content.hidden = isEmpty;
    setText(empty, job !== undefined && hasEnded(job) ? 'The job ended without an update.' : 'No updates yet.');
    table.show(series);
    if (isEmpty) return;
    for (const figure of figures) figure.show(series, Number.isNaN(startedAt) ? undefined : startedAt);
  };
  // Many updates may come between two frames.
  const schedule = (): void => {
    frame ??= requestAnimationFrame(draw);
  };

  return {
    root,
    show(update) {
      job = update;
      const sample = sampleOfUpdate(update);
      // The event itself tells more exactly.
      if (sample && !told.has(sample.time)) samples.set(sample.time, sample);
      schedule();
    },
    addEvents(events) {
      for (const event of events) {
        const sample = sampleOfEvent(event);
        if (sample === undefined) continue;
        samples.set(sample.time, sample);
        told.add(sample.time);
      }
      schedule();
    },
    close() {
      if (frame !== undefined) cancelAnimationFrame(frame);
      for (const figure of figures) figure.close();
    },
  };
}

type Figure = { root: HTMLElement; show(series: Series, from: number | undefined): void; close(): void };

function createFigure(
  name: string,
  group: string,
  options: {
    text: (value: number | null) => string;
    axisText: (value: number) => string;
    top?: number;
    summary: (series: Series) => string;
    values: (series: Series) => (number | null)[];
  },
): Figure {
  const readout = element('span', { class: 'chart-readout', 'aria-hidden': 'true' });
  const box = element('div', { class: 'chart', role: 'img' });
  const summary = element('p', { class: 'note' });
  const root = element(
    'figure',
    {},
    element('figcaption', {}, element('strong', {}, name), ' ', readout),
    box,
    summary,
  );
  let chart: Chart | undefined;
  let shown: { series: Series; from: number | undefined } | undefined;
  let isClosed = false;
  let isLoading = false;

  const update = (): void => {
    if (shown === undefined || chart === undefined) return;
    const { series, from } = shown;
    chart.update({ times: series.times, values: options.values(series), restarts: series.restarts, from });
  };
  const point = (index: number | null | undefined): void => {
    const time = typeof index === 'number' ? shown?.series.times[index] : undefined;
    const value = shown && typeof index === 'number' ? options.values(shown.series)[index] : undefined;
    setText(
      readout,
      time === undefined ? '' : `${shortMomentText(new Date(time).toISOString())} · ${options.text(value ?? null)}`,
    );
  };
  const load = async (): Promise<void> => {
    isLoading = true;
    try {
      const { drawChart } = await import('./draw-chart.ts');
      if (isClosed) return;
      const { axisText, top } = options;
      chart = drawChart(box, { group, text: axisText, onPoint: point, ...(top !== undefined && { top }) });
      update();
    } catch {
      // Its words and the table tell the same.
      box.hidden = true;
    }
  };

  return {
    root,
    show(series, from) {
      shown = { series, from };
      const words = options.summary(series);
      setText(summary, words);
      setAttributes(box, { 'aria-label': `${name}: ${words}` });
      if (!isLoading) void load();
      update();
    },
    close() {
      isClosed = true;
      chart?.close();
    },
  };
}
