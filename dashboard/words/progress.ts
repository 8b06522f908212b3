import type { JobProgress } from '../../client/job/job-progress.ts';
import type { JobPhase, JobStatus } from '../../schema/generated/graphql.ts';
import { percent, spokenDuration } from './quantity.ts';

/** What a status is called on the page. */
export const STATUS_NAMES: Record<JobStatus, string> = {
  SUBMITTED: 'Waiting',
  PROGRESSING: 'Running',
  COMPLETE: 'Complete',
  CANCELED: 'Canceled',
  ERROR: 'Failed',
};

/** What a phase is called on the page. */
export const PHASE_NAMES: Record<JobPhase, string> = {
  PROBING: 'Probing',
  TRANSCODING: 'Transcoding',
  UPLOADING: 'Uploading',
};

/** What a progress bar shows. */
export type BarContent = {
  /** 0 to 100; null when it is not known. */
  percent: number | null;
  /** True while the job runs and nobody knows how far it is. */
  indeterminate: boolean;
  /** Below the bar: `45 %`, `Finishing`. Empty when a job ended and nobody knows how far it had come. */
  label: string;
  /** All of it in words, for whoever hears the page: `45 percent, transcoding, about 2 minutes left`. */
  words: string;
};

/** A job's progress bar. Only a job that is complete is ever called so: at 100 % a running one is finishing. */
export function barContent(job: JobProgress): BarContent {
  const { percentJobComplete, currentPhase, estJobTimeRemaining } = job.progressMetrics;
  const known = percentJobComplete ?? null;
  const at = known === null ? '' : ` at ${Math.floor(known)} percent`;
  const phase = currentPhase ? PHASE_NAMES[currentPhase].toLowerCase() : undefined;
  const still = { percent: known, indeterminate: false, label: known === null ? '' : percent(known) };
  switch (job.status) {
    case 'COMPLETE':
      return { ...still, percent: 100, label: percent(100), words: 'complete' };
    case 'CANCELED':
      return { ...still, words: `canceled${at}` };
    case 'ERROR':
      return { ...still, words: `failed${at}` };
    case 'SUBMITTED':
      return {
        ...still,
        label: 'In queue',
        words: `waiting in ${job.queueName === '' ? 'a queue' : `queue ${job.queueName}`}`,
      };
    case 'PROGRESSING': {
      const stalled = job.stalled ? 'no updates for a while' : undefined;
      if (known === null) {
        const words = sentence('running, progress not known', phase, stalled);
        return { percent: null, indeterminate: true, label: 'Progress not known', words };
      }
      if (known >= 100) return { ...still, label: 'Finishing', words: sentence('finishing', phase, stalled) };
      const left = typeof estJobTimeRemaining === 'number' ? `${spokenDuration(estJobTimeRemaining)} left` : undefined;
      const words = sentence(`${Math.floor(known)} percent`, phase, stalled ?? left);
      return { ...still, words };
    }
  }
}

/** Which phase a running job is in, and how far: `Transcoding, 62 % of it`. Empty when it is not known. */
export function phaseText({ status, progressMetrics }: JobProgress): string {
  const { currentPhase, currentPhasePercentComplete } = progressMetrics;
  if (status !== 'PROGRESSING' || !currentPhase) return '';
  const name = PHASE_NAMES[currentPhase];
  return typeof currentPhasePercentComplete === 'number'
    ? `${name}, ${percent(currentPhasePercentComplete)} of it`
    : name;
}

function sentence(...parts: (string | undefined)[]): string {
  return parts.filter((part) => part !== undefined).join(', ');
}
