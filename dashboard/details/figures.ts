import type { JobProgress } from '../../client/job/job-progress.ts';
import type { Child } from '../element.ts';
import { timeElement } from '../words/moment.ts';
import { PHASE_NAMES } from '../words/progress.ts';
import { count, duration, frameRate, percent, speed, UNKNOWN, yesOrNo } from '../words/quantity.ts';
import { type Definition, definitionList } from './definition-list.ts';

const PERCENT_SOURCES = { SERVICE: 'MediaConvert', FRAMES: 'frames decoded', TERMINAL: 'job complete' } as const;

/** Every figure of a job's progress, with its unit. What is not known is shown as such. */
export function progressFigures({ progressMetrics: figures }: JobProgress): Child[] {
  const { estJobTimeRemainingLow: low, estJobTimeRemainingHigh: high } = figures;
  const isRange = typeof low === 'number' && typeof high === 'number';
  return [
    definitionList([
      ['Job complete', percent(figures.percentJobComplete)],
      ['Told by', figures.percentSource ? PERCENT_SOURCES[figures.percentSource] : UNKNOWN],
      ['Phase', figures.currentPhase ? PHASE_NAMES[figures.currentPhase] : UNKNOWN],
      ['Phase complete', percent(figures.currentPhasePercentComplete)],
      ['Decoded', percent(figures.percentDecodeComplete)],
      ['Frames decoded', count(figures.framesDecoded)],
      ['Frames in all', count(figures.frameCount)],
      ['Frames left', count(figures.framesRemaining)],
      ['Decode rate', frameRate(figures.decodeRate)],
      ['Speed', speed(figures.speed)],
      ['Time left', duration(figures.estJobTimeRemaining)],
      ['Time left, range', isRange ? `${duration(low)} – ${duration(high)}` : UNKNOWN],
      ['Decode time left', duration(figures.estDecodeTimeRemaining)],
      ['Queued for', duration(figures.queuedDuration)],
      ['Waited for capacity', yesOrNo(figures.waitedForCapacity)],
      ['Progressing for', duration(figures.progressingDuration)],
      ['Until last status', duration(figures.statusDuration)],
      ['Decoded in', duration(figures.decodeDuration)],
      ['Probing took', duration(figures.phaseDurations?.probing)],
      ['Transcoding took', duration(figures.phaseDurations?.transcoding)],
      ['Uploading took', duration(figures.phaseDurations?.uploading)],
      ['Restarts', count(figures.retryCount)],
    ]),
  ];
}

/** When things happened to a job, as far as it is known. */
export function timeFigures({ createdAt, eventTimes }: JobProgress, expiresAt: string | undefined): Child[] {
  const moments: readonly (readonly [string, string | null | undefined])[] = [
    ['Created', createdAt],
    ['Create call', eventTimes.createTime],
    ['Left its queue', eventTimes.firstProgressingTime],
    ['Inputs decoded', eventTimes.decodeTime],
    ['Last progressing', eventTimes.lastProgressingTime],
    ['Last status', eventTimes.lastStatusTime],
    ['Complete', eventTimes.completeTime],
    ['Failed', eventTimes.errorTime],
    ['Canceled', eventTimes.canceledTime],
    ['Last event', eventTimes.lastTime],
    ['Forgotten after', expiresAt],
  ];
  const known = moments.flatMap(([name, moment]): Definition[] => (moment ? [[name, timeElement(moment)]] : []));
  return [definitionList(known)];
}
