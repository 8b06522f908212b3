import { PHASES } from '../../../schema/events/job-phases.ts';
import type {
  ErrorDetail,
  JobProgressDetail,
  JobStateChangeDetail,
  NewWarningDetail,
  PhaseProgressDetail,
  QueueHopDetail,
  StatusUpdateDetail,
} from '../../../schema/events/job-state-change.ts';
import type { CheckedEvent, DetailFields, ReportedProgress } from './checked-event.ts';
import { readAttempt } from './read-attempt.ts';
import { countOf, epochMsOf, intOf, isObject, keyTextOf, objectOf, percentOf, textOf } from '../../lib/read-field.ts';
import { readInputs } from './read-inputs.ts';
import { readMetadata } from './read-metadata.ts';
import { readOutputs } from './read-outputs.ts';
import { readWarnings } from './read-warnings.ts';
import type { Unchecked } from '../../lib/read-field.ts';

/** Reads a Job State Change. What any status may carry is read whatever the status: MediaConvert adds statuses. */
export function readStateChange(value: unknown, envelopeTime: number | undefined): DetailFields {
  const detail = objectOf<JobStateChangeDetail>(value);
  const status = keyTextOf(detail.status) ?? 'UNKNOWN';
  return {
    jobId: keyTextOf(detail.jobId),
    status,
    timestamp: epochMsOf(detail.timestamp) ?? envelopeTime,
    account: keyTextOf(detail.accountId),
    region: undefined,
    queue: keyTextOf(detail.queue),
    userMetadata: readMetadata(detail.userMetadata),
    progress: readProgress(detail),
    warnings: readWarnings(detail.warnings),
    newWarning: readNewWarning(detail),
    error: status === 'ERROR' ? readError(detail) : undefined,
    hop: status === 'QUEUE_HOP' ? readHop(detail) : undefined,
    inputs: readInputs(detail.inputDetails),
    outputs: readOutputs(detail),
  };
}

function readProgress(detail: Unchecked<StatusUpdateDetail>): ReportedProgress | undefined {
  const framesDecoded = countOf(detail.framesDecoded);
  if (framesDecoded === undefined && !isObject(detail.jobProgress)) return undefined;
  const progress = objectOf<JobProgressDetail>(detail.jobProgress);
  const told = objectOf<NonNullable<JobProgressDetail['phaseProgress']>>(progress.phaseProgress);
  const phases: ReportedProgress['phases'] = {};
  for (const name of PHASES) {
    if (!isObject(told[name])) continue;
    const phase = objectOf<PhaseProgressDetail>(told[name]);
    phases[name] = { status: keyTextOf(phase.status), percentComplete: percentOf(phase.percentComplete) };
  }
  return {
    framesDecoded,
    ...readAttempt(progress),
    phases,
  };
}

/** The code comes as a string of digits here: `"000000"` is 0. */
function readNewWarning(detail: Unchecked<NewWarningDetail>): CheckedEvent['newWarning'] {
  const told = detail.warningCode;
  const code = intOf(typeof told === 'string' && /^\d+$/.test(told) ? Number(told) : told);
  return code === undefined ? undefined : { code, message: textOf(detail.warningMessage) };
}

function readError(detail: Unchecked<ErrorDetail>): CheckedEvent['error'] {
  return { code: intOf(detail.errorCode), message: textOf(detail.errorMessage) };
}

function readHop(detail: Unchecked<QueueHopDetail>): CheckedEvent['hop'] {
  return {
    fromQueue: keyTextOf(detail.previousQueue),
    toQueue: keyTextOf(detail.queue),
    priority: intOf(detail.priority),
  };
}
