import { contentOf } from '../../client/element/content.ts';
import { formatsFor } from '../../client/element/formats.ts';
import { ENGLISH } from '../../client/element/words.ts';
import type { JobProgress } from '../../client/job/job-progress.ts';
import { printable } from '../../local/printable.ts';

/** A job as far as it is known, and how long ago that arrived, in seconds. */
export type ShownJob = { jobId: string; job: JobProgress | undefined; age: number };

const FORMATS = formatsFor('en');
const ID_WIDTH = 20;
const SHORTEST_BAR = 10;
const LONGEST_BAR = 30;
/** As long as `Transcoding, 182.4 fps, about 2 min left`. */
const WORDS_WIDTH = 40;
/** An id, a gap, a bar, a gap, `100%`, a gap. */
const ROOM_BESIDE_BAR = ID_WIDTH + 2 + 2 + 4 + 2;

/** What a job is about in words: `Transcoding, 182.4 fps, about 2 min left`, the most important first; and how far it is. */
function describe({ job, age }: ShownJob) {
  const watch = { status: job === undefined ? 'unknown' : 'live' } as const;
  const content = contentOf({ job, watch, age }, ENGLISH, FORMATS);
  const rate = job?.progressMetrics.decodeRate;
  return {
    ...content,
    rateText: content.state === 'running' && typeof rate === 'number' ? `${rate.toFixed(1)} fps` : '',
  };
}

/** A job in one line of plain text: `1671477617078-2886ye  45%  Transcoding, 182.4 fps, about 2 min left`. */
export function plainLine(shown: ShownJob): string {
  const { percentText, phaseText, rateText, timeText, message } = describe(shown);
  const words = sentence([phaseText, rateText, timeText, message]);
  return joined([shown.jobId.padEnd(ID_WIDTH), percentText.padStart(4), words]);
}

/**
 * A job in one line with a bar, at most `columns` long. What there is no room for is left out: the rate first, then the time, then the
 * bar; what is still too long is cut.
 */
export function barLine(shown: ShownJob, columns: number): string {
  const { percent, percentText, phaseText, rateText, timeText, message } = describe(shown);
  const size = Math.min(LONGEST_BAR, Math.max(SHORTEST_BAR, columns - ROOM_BESIDE_BAR - WORDS_WIDTH));
  const parts = [shown.jobId.padEnd(ID_WIDTH), drawBar(percent, size), percentText.padStart(4)];
  const withBar = (...words: string[]): string => joined([...parts, sentence(words)]);
  const whole = [
    withBar(phaseText, rateText, timeText, message),
    withBar(phaseText, timeText, message),
    withBar(phaseText, message),
  ].find(({ length }) => length <= columns);
  if (whole !== undefined) return whole;
  if (withBar(phaseText).length <= columns) return cut(withBar(phaseText, message), columns);
  const words = [shown.jobId, percentText, sentence([phaseText, message])];
  return cut(joined(words.filter((part) => part !== '')), columns);
}

function joined(parts: string[]): string {
  return printable(parts.join('  ').trimEnd());
}

function cut(line: string, columns: number): string {
  return line.length <= columns ? line : `${line.slice(0, Math.max(0, columns - 1))}…`;
}

/** Never fuller than the job is, and full only at 100 %; dotted while nobody knows. */
function drawBar(percent: number | null, size: number): string {
  if (percent === null) return '·'.repeat(size);
  const full = Math.floor((Math.min(100, Math.max(0, percent)) / 100) * size);
  return '█'.repeat(full) + '░'.repeat(size - full);
}

/** What makes a line worth printing where lines stay: another state, phase or tenth of the way. */
export function milestoneOf(shown: ShownJob): string {
  const { state, phaseText, percent } = describe(shown);
  return `${state} ${phaseText} ${percent === null ? '' : Math.floor(percent / 10)}`;
}

function sentence(parts: string[]): string {
  return parts.filter((part) => part !== '').join(', ');
}
