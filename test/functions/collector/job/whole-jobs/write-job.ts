import type { CheckedEvent } from '../../../../../functions/collector/event/checked-event.ts';
import { parseEvent } from '../../../../../functions/collector/event/parse-event.ts';
import type { Script, Spoiling } from './arbitrary-job.ts';

/** A job that happened: its events, in order. `realistic` when every field is as documented. */
export type WrittenJob = { jobId: string; events: CheckedEvent[]; realistic: boolean };

type Told = { source: string; 'detail-type': string; detail: Record<string, unknown>; time?: string };

const T0 = 1_700_000_000_123;
const JOB_ID = `${T0}-abcdef`;
const FRAME_COUNT = 1000;
const queueOf = (index: number) => `arn:aws:mediaconvert:us-east-1:111122223333:queues/Q${index % 2}`;
/** MediaConvert rounds to the nearest second where it tells seconds. */
const seconds = (ms: number) => Math.round(ms / 1000);

/** Writes down the events of a job, those of others about it among them, with some of their fields spoilt. */
export function writeJob(script: Script, spoilings: readonly Spoiling[]): WrittenJob {
  const told: Told[] = [];
  const { metadata, interval } = script;
  const job: Record<string, unknown> & { timing: Record<string, number> } = {
    status: 'SUBMITTED',
    createdAt: seconds(T0),
    queue: queueOf(0),
    queueTransitions: [] as object[],
    userMetadata: metadata,
    statusUpdateInterval: interval,
    timing: { submitTime: seconds(T0) },
  };
  let now = T0;
  let queue = 0;

  const add = (event: Told): void => {
    told.push(event);
    if (!script.asked.includes(told.length - 1)) return;
    now += 1;
    tellOwn('reconciler', 'MediaConvert Job Snapshot', { job: structuredClone(job) });
  };
  const tellOwn = (name: string, type: string, detail: object): void => {
    const source = `mediaconvert-job-progress.${name}`;
    told.push({ source, 'detail-type': type, detail: { jobId: JOB_ID, timestamp: now, ...detail } });
  };
  const change = (status: string, detail: object = {}): void =>
    add({
      source: 'aws.mediaconvert',
      'detail-type': 'MediaConvert Job State Change',
      detail: { timestamp: now, jobId: JOB_ID, queue: queueOf(queue), status, userMetadata: metadata, ...detail },
    });
  const call = (eventName: string, detail: object): void =>
    add({
      source: 'aws.mediaconvert',
      'detail-type': 'AWS API Call via CloudTrail',
      time: new Date(now - (now % 1000)).toISOString(),
      detail: { eventSource: 'mediaconvert.amazonaws.com', eventName, ...detail },
    });

  if (script.created) {
    const { createdAt, statusUpdateInterval } = job;
    const created = {
      id: JOB_ID,
      createdAt,
      statusUpdateInterval,
      queue: queueOf(0),
      userMetadata: metadata,
      settings: {},
    };
    call('CreateJob', { responseElements: { job: created } });
  }
  if (script.analysis !== undefined) {
    const found = script.analysis === 'COMPLETE' ? { frameCount: FRAME_COUNT, duration: 40 } : { reason: 'no access' };
    tellOwn('analyzer', 'MediaConvert Job Analysis', {
      status: script.analysis,
      numInputs: 2,
      numOutputs: 3,
      ...found,
    });
  }
  for (const waited of script.hops) {
    now += waited * 1000;
    queue += 1;
    const transition = { sourceQueue: queueOf(queue - 1), destinationQueue: queueOf(queue), timestamp: seconds(now) };
    (job['queueTransitions'] as object[]).push(transition);
    change('QUEUE_HOP', { previousQueue: queueOf(queue - 1), priority: queue });
  }

  now += script.waits;
  Object.assign(job, { status: 'PROGRESSING', timing: { ...job.timing, startTime: seconds(now) } });
  change('PROGRESSING');
  for (const [retryCount, updates] of script.attempts.entries()) {
    for (const { step, percent, frames, phase, phasePercent } of updates) {
      now += step;
      Object.assign(job, { jobPercentComplete: percent, currentPhase: phase, retryCount });
      const phaseProgress = phase && { [phase]: { status: 'PROGRESSING', percentComplete: phasePercent } };
      change('STATUS_UPDATE', {
        framesDecoded: frames,
        jobProgress: { jobPercentComplete: percent, currentPhase: phase, retryCount, phaseProgress },
      });
    }
  }
  for (const warningCode of script.warnings) change('NEW_WARNING', { warningCode, warningMessage: 'odd' });
  if (script.inputInformation) change('INPUT_INFORMATION', { inputDetails: [{ id: 1, uri: 's3://bucket/in.mp4' }] });

  if (script.end !== 'STILL_GOING') {
    now += script.endStep;
    const codes = [...new Set(script.warnings)];
    const warnings = codes.map((code) => ({
      code: Number(code),
      count: script.warnings.filter((each) => each === code).length,
    }));
    const error = script.end === 'ERROR' ? { errorCode: 1040, errorMessage: 'bad input' } : {};
    const ended = script.end === 'CancelJob' ? 'CANCELED' : script.end;
    for (const name of ['jobPercentComplete', 'currentPhase']) Reflect.deleteProperty(job, name);
    Object.assign(job, { status: ended, warnings, ...error, timing: { ...job.timing, finishTime: seconds(now) } });
    if (script.end === 'CancelJob' || script.canceledByCall) call('CancelJob', { requestParameters: { id: JOB_ID } });
    if (script.end !== 'CancelJob') change(script.end, { warnings, ...error });
  }
  if (script.deleted) {
    now += 1000;
    tellOwn('reconciler', 'MediaConvert Job Snapshot', { job: null });
  }
  spoil(told, spoilings);
  const events = told.flatMap((event, index) => {
    const envelope = { id: `e${index}`, account: '111122223333', region: 'us-east-1' };
    const result = parseEvent(JSON.stringify({ ...envelope, ...event }));
    return 'event' in result ? [result.event] : [];
  });
  return { jobId: JOB_ID, events, realistic: spoilings.length === 0 };
}

/** Puts values into an event's detail, and into the objects in it that have a field of that name. */
function spoil(told: readonly Told[], spoilings: readonly Spoiling[]): void {
  for (const { at, field, value } of spoilings) {
    const detail = told[at % told.length]?.detail;
    if (detail === undefined) continue;
    for (const nested of Object.values(detail)) {
      if (typeof nested === 'object' && nested !== null && field in nested) Object.assign(nested, { [field]: value });
    }
    detail[field] = value;
  }
}
