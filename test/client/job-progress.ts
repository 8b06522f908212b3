import type { JobProgress } from '../../client/job/job-progress.ts';

/** A job's progress, with whatever a test says about it. */
export function jobProgress(
  changes: Partial<Omit<JobProgress, 'progressMetrics' | 'eventTimes'>> & {
    progressMetrics?: Partial<JobProgress['progressMetrics']>;
    eventTimes?: Partial<JobProgress['eventTimes']>;
  } = {},
): JobProgress {
  return {
    jobId: '1671477617078-2886ye',
    version: 1,
    status: 'PROGRESSING',
    createdAt: '2022-12-19T19:20:17.078Z',
    account: '111122223333',
    region: 'us-west-2',
    queue: 'arn:aws:mediaconvert:us-west-2:111122223333:queues/Default',
    queueName: 'Default',
    userMetadata: [],
    error: null,
    stalled: false,
    missing: false,
    ...changes,
    eventTimes: {
      createTime: null,
      firstProgressingTime: null,
      lastProgressingTime: null,
      lastStatusTime: null,
      decodeTime: null,
      completeTime: null,
      errorTime: null,
      canceledTime: null,
      lastTime: null,
      ...changes.eventTimes,
    },
    progressMetrics: {
      percentJobComplete: null,
      percentSource: null,
      percentDecodeComplete: null,
      currentPhase: null,
      currentPhasePercentComplete: null,
      framesDecoded: null,
      frameCount: null,
      framesRemaining: null,
      decodeRate: null,
      estDecodeTimeRemaining: null,
      estJobTimeRemaining: null,
      estJobTimeRemainingLow: null,
      estJobTimeRemainingHigh: null,
      queuedDuration: null,
      progressingDuration: null,
      statusDuration: null,
      decodeDuration: null,
      phaseDurations: null,
      speed: null,
      waitedForCapacity: null,
      waitedForCapacityDuration: null,
      retryCount: null,
      ...changes.progressMetrics,
    },
  };
}
