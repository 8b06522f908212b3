import type { JobProgress } from '../job/job-progress.ts';
import type { WatchState } from '../job/start-watch.ts';
import type { Formats } from './formats.ts';
import { fill, type Words } from './words.ts';

/** What the element is about, for style sheets: its attribute `state`. */
export type ElementState =
  | 'connecting'
  | 'unknown'
  | 'queued'
  | 'running'
  | 'finishing'
  | 'stalled'
  | 'complete'
  | 'canceled'
  | 'failed'
  | 'refused';

/** What there is to show. */
export type Subject = {
  job: JobProgress | undefined;
  watch: WatchState;
  /** How long ago the job's state arrived, in seconds. */
  age: number;
};

/** What the element shows. */
export type Content = {
  state: ElementState;
  /** 0 to 100; null when it is not known. Never more than the job has told. */
  percent: number | null;
  /** Something goes on and nobody knows how far it is. */
  indeterminate: boolean;
  /** Beside the bar: `45%`. Empty when it is not known. */
  percentText: string;
  /** `Transcoding`, `In queue Default`, `Finishing`. */
  phaseText: string;
  /** `about 2 min left`. Empty when it is not known. */
  timeText: string;
  /** Why the job failed, or why this may be out of date. */
  message: string;
  /** All of it in words: `45 percent, transcoding, about 2 minutes left`. */
  words: string;
};

/** From here on a running job is finishing: a percentage that stands still just before its end tells nobody anything. */
const FINISHING_FROM = 99;

/** What is to be shown of a subject. */
export function contentOf({ job, watch, age }: Subject, words: Words, formats: Formats): Content {
  const state = stateOf(job, watch);
  const percent = state === 'complete' ? 100 : (job?.progressMetrics.percentJobComplete ?? null);
  const phase = phaseWords(state, job, words);
  const time = (display: 'short' | 'long'): string => {
    const { progressingDuration, estJobTimeRemaining } = job?.progressMetrics ?? {};
    if (state === 'complete' && typeof progressingDuration === 'number')
      return fill(words.took, { time: formats.duration(progressingDuration, display) });
    if (state !== 'running' || typeof estJobTimeRemaining !== 'number' || estJobTimeRemaining <= age) return '';
    return fill(words.left, { time: formats.duration(estJobTimeRemaining - age, display) });
  };
  const percentOf = (display: 'short' | 'long'): string => (percent === null ? '' : formats.percent(percent, display));
  const isUnderWay = state === 'running' || state === 'stalled';
  const at = { percent: percentOf('long') };
  const said =
    percent !== null && state === 'failed'
      ? fill(words.failedAt, at)
      : percent !== null && state === 'canceled'
        ? fill(words.canceledAt, at)
        : phase;
  return {
    state,
    percent,
    indeterminate: state === 'connecting' || (state === 'running' && percent === null),
    percentText: state === 'queued' ? '' : percentOf('short'),
    phaseText: phase,
    timeText: time('short'),
    message: messageOf(state, job, watch, words),
    words: [isUnderWay ? at.percent : '', said, isUnderWay && percent === null ? words.notKnown : '', time('long')]
      .filter((part) => part !== '')
      .join(', '),
  };
}

function stateOf(job: JobProgress | undefined, watch: WatchState): ElementState {
  if (job === undefined) {
    return watch.status === 'refused' || watch.status === 'unknown' ? watch.status : 'connecting';
  }
  switch (job.status) {
    case 'SUBMITTED':
      return 'queued';
    case 'COMPLETE':
      return 'complete';
    case 'CANCELED':
      return 'canceled';
    case 'ERROR':
      return 'failed';
    case 'PROGRESSING':
      if (job.stalled || job.missing) return 'stalled';
      return (job.progressMetrics.percentJobComplete ?? 0) >= FINISHING_FROM ? 'finishing' : 'running';
  }
}

function phaseWords(state: ElementState, job: JobProgress | undefined, words: Words): string {
  if (state === 'queued' && job?.queueName) return fill(words.queuedIn, { queue: job.queueName });
  if (state === 'stalled' && job?.missing === true) return words.missing;
  const phase = job?.progressMetrics.currentPhase;
  return state === 'running' && phase ? words[phase] : words[state];
}

function messageOf(state: ElementState, job: JobProgress | undefined, watch: WatchState, words: Words): string {
  if (watch.status === 'refused') return watch.error.message;
  if (state === 'failed' && job?.error) {
    const { code, message } = job.error;
    return typeof code === 'number'
      ? fill(words.reason, { code: String(code), message: message ?? '' })
      : (message ?? '');
  }
  const isInterrupted = watch.status === 'waiting' || (watch.status === 'catching-up' && watch.error !== undefined);
  return isInterrupted ? words.offline : '';
}
