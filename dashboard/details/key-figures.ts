import { hasEnded } from '../../client/job/has-ended.ts';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { type Child, element } from '../element.ts';
import { count, duration, frameRate, percent, speed, UNKNOWN } from '../words/quantity.ts';
import { type Estimate, estimateOf } from './estimate.ts';

type KeyFigure = { name: string; value: string; notes: (Child | undefined)[] };

/** What an operator asks first: how long still, how fast, how far, where. */
export function keyFigures(job: JobProgress): Child[] {
  const tiles = [timeFigure(job), rateFigure(job), framesFigure(job), queueFigure(job)];
  return [
    element(
      'dl',
      { class: 'tiles' },
      ...tiles.map(({ name, value, notes }) =>
        element(
          'div',
          {},
          element('dt', {}, name),
          element(
            'dd',
            {},
            element('span', { class: 'tile-value' }, value),
            ...notes.filter((note) => note !== undefined),
          ),
        ),
      ),
    ),
  ];
}

function timeFigure(job: JobProgress): KeyFigure {
  const { progressingDuration } = job.progressMetrics;
  if (hasEnded(job))
    return { name: 'Took', value: duration(progressingDuration), notes: [note('since it left its queue')] };
  if (job.status === 'SUBMITTED') return { name: 'Time left', value: 'not known', notes: [note('waits in its queue')] };
  const estimate = estimateOf(job);
  return { name: 'Time left', value: estimate.text, notes: [rangeBar(estimate), note(estimate.range)] };
}

function rateFigure({ progressMetrics }: JobProgress): KeyFigure {
  const media = progressMetrics.speed;
  return {
    name: 'Decode rate',
    value: frameRate(progressMetrics.decodeRate),
    notes: [note(typeof media === 'number' ? `${speed(media)} as fast as the media plays` : '')],
  };
}

function framesFigure({ progressMetrics }: JobProgress): KeyFigure {
  const { framesDecoded, frameCount, percentDecodeComplete } = progressMetrics;
  const isKnown = typeof frameCount === 'number';
  return {
    name: 'Frames decoded',
    value: count(framesDecoded),
    notes: [
      note(isKnown ? `of ${count(frameCount)}, ${percent(percentDecodeComplete)}` : 'it is not known of how many'),
    ],
  };
}

function queueFigure({ queueName, progressMetrics }: JobProgress): KeyFigure {
  const { queuedDuration, waitedForCapacity } = progressMetrics;
  const waited = typeof queuedDuration === 'number' ? `waited ${duration(queuedDuration)}` : '';
  return {
    name: 'Queue',
    value: queueName || UNKNOWN,
    notes: [note(waited), note(waitedForCapacity === true ? 'for capacity' : '')],
  };
}

function note(text: string): Child | undefined {
  return text === '' ? undefined : element('span', { class: 'note' }, text);
}

/** The bounds as a line, the estimate as a point on it; its words stand below. */
function rangeBar({ drawn }: Estimate): Child | undefined {
  if (drawn === undefined) return undefined;
  const [line, point] = [element('span', { class: 'range-line' }), element('span', { class: 'range-point' })];
  line.style.insetInlineStart = `${100 * drawn.low}%`;
  point.style.insetInlineStart = `${100 * drawn.middle}%`;
  return element('span', { class: 'range', 'aria-hidden': 'true' }, line, point);
}
