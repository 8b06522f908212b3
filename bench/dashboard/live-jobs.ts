import { jobProgress } from '../../test/client/job-progress.ts';
import type { JobProgress } from '../../client/job/job-progress.ts';

/** Jobs that run, each at its own state, and end when they are done. All of them are about as large as real ones. */
export type LiveJobs = {
  /** The next state of the next job, in turns among so many of the newest. A job that has ended makes room for a new one. */
  next(among: number): JobProgress;
  /** The present states, newest job first. */
  all(): JobProgress[];
};

const STARTED_AT = Date.UTC(2026, 0, 1);

/** So many jobs at once. Each ends after so many updates; Infinity: none ever does. */
export function createLiveJobs(amount: number, updatesOfJob: number): LiveJobs {
  let created = 0;
  let turn = 0;
  const create = (): JobProgress => {
    const number = created++;
    return jobProgress({
      jobId: `${STARTED_AT + number}-${number.toString(36).padStart(6, '0')}`,
      createdAt: new Date(STARTED_AT + number * 1000).toISOString(),
      queueName: ['Default', 'priority', 'archive'][number % 3] ?? 'Default',
      userMetadata: [
        { key: 'customer', value: `customer-${number % 50}` },
        { key: 'title', value: `Episode ${number} of a series with a long name.mov` },
      ],
    });
  };
  // Their ages differ, so that they do not end all at once.
  const jobs = Array.from({ length: amount }, (_, index) => {
    const age = Number.isFinite(updatesOfJob) ? Math.floor((index / amount) * (updatesOfJob - 1)) : 0;
    return advance(create(), age, updatesOfJob);
  });
  return {
    next(among) {
      const index = amount - 1 - (turn++ % among);
      const job = jobs[index];
      const isOver = job === undefined || job.status === 'COMPLETE';
      const next = isOver ? create() : advance(job, 1, updatesOfJob);
      jobs[index] = next;
      return next;
    },
    all: () => jobs.toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1)),
  };
}

function advance(job: JobProgress, steps: number, updatesOfJob: number): JobProgress {
  const version = job.version + steps;
  const framesDecoded = version * 240;
  const percentJobComplete = Number.isFinite(updatesOfJob)
    ? Math.min(100, (100 * version) / updatesOfJob)
    : version % 100;
  const isOver = version >= updatesOfJob;
  const moment = new Date(Date.parse(job.createdAt) + version * 10_000).toISOString();
  return {
    ...job,
    version,
    status: isOver ? 'COMPLETE' : 'PROGRESSING',
    eventTimes: {
      ...job.eventTimes,
      createTime: job.createdAt,
      firstProgressingTime: job.createdAt,
      lastProgressingTime: moment,
      lastStatusTime: moment,
      lastTime: moment,
      completeTime: isOver ? moment : null,
    },
    progressMetrics: {
      ...job.progressMetrics,
      percentJobComplete,
      percentSource: 'SERVICE',
      currentPhase: 'TRANSCODING',
      currentPhasePercentComplete: percentJobComplete,
      framesDecoded,
      frameCount: 24_000,
      framesRemaining: Math.max(0, 24_000 - framesDecoded),
      decodeRate: 180 + (version % 40),
      estJobTimeRemaining: Math.max(0, 1000 - version * 10),
      queuedDuration: 12.5,
      progressingDuration: version * 10,
      speed: 7.5,
      waitedForCapacity: false,
      retryCount: 0,
    },
  };
}
