import type { JobSnapshotDetail, SnapshotJob } from '../../../schema/events/job-snapshot.ts';
import { MAX_HOPS } from '../../lib/job-limits.ts';
import type { CheckedEvent, DetailFields, ReportedSnapshot } from './checked-event.ts';
import { readAttempt } from './read-attempt.ts';
import {
  epochMsOf,
  epochSecondsOf,
  intervalOf,
  intOf,
  isObject,
  keyTextOf,
  listOf,
  nameOf,
  objectOf,
  textOf,
} from '../../lib/read-field.ts';
import { readMetadata } from './read-metadata.ts';
import { readOutputs } from './read-outputs.ts';
import { readWarnings } from './read-warnings.ts';
import type { Unchecked } from '../../lib/read-field.ts';

const STATUSES = ['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'CANCELED', 'ERROR'] as const;
type Transition = NonNullable<SnapshotJob['queueTransitions']>[number];

/** Reads what MediaConvert answered. Of a `job` that is no object only null teaches something: the job was not known. */
export function readSnapshot(value: unknown, envelopeTime: number | undefined): DetailFields {
  const detail = objectOf<JobSnapshotDetail>(value);
  return {
    jobId: keyTextOf(detail.jobId),
    status: 'SNAPSHOT',
    timestamp: epochMsOf(detail.timestamp) ?? envelopeTime,
    ...(detail.job === null ? { snapshot: null } : readJob(objectOf<SnapshotJob>(detail.job))),
  };
}

function readJob(job: Unchecked<SnapshotJob>): Partial<CheckedEvent> {
  const status = nameOf(job.status, STATUSES);
  return {
    queue: keyTextOf(job.queue),
    userMetadata: readMetadata(job.userMetadata),
    statusUpdateInterval: intervalOf(job.statusUpdateInterval),
    warnings: readWarnings(job.warnings),
    error: status === 'ERROR' ? { code: intOf(job.errorCode), message: textOf(job.errorMessage) } : undefined,
    // Until a job is complete, its outputs may still change.
    outputs: status === 'COMPLETE' ? readOutputs({ outputGroupDetails: job.outputGroupDetails }) : undefined,
    snapshot: readState(job, status),
  };
}

function readState(job: Unchecked<SnapshotJob>, status: ReportedSnapshot['status']): ReportedSnapshot {
  const timing = objectOf<NonNullable<SnapshotJob['timing']>>(job.timing);
  return {
    status,
    createTime: epochSecondsOf(job.createdAt) ?? epochSecondsOf(timing.submitTime),
    startTime: epochSecondsOf(timing.startTime),
    finishTime: epochSecondsOf(timing.finishTime),
    hops: listOf(job.queueTransitions)?.filter(isObject).slice(0, MAX_HOPS).map(readHop),
    ...readAttempt(job),
  };
}

function readHop(value: unknown) {
  const hop = objectOf<Transition>(value);
  return {
    fromQueue: keyTextOf(hop.sourceQueue),
    toQueue: keyTextOf(hop.destinationQueue),
    time: epochSecondsOf(hop.timestamp),
  };
}
