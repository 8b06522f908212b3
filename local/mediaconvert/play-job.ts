import { setTimeout as delay } from 'node:timers/promises';
import type { InputDetail } from '../../schema/events/job-state-change.ts';
import { usedExtent } from './clips.ts';
import { inputDetail } from './input-details.ts';
import { type Job, statusUpdateIntervalS } from './job.ts';
import { type StateChangeFacts, type Step, jobScript } from './job-script.ts';
import { errorMessage, warningMessage } from './messages.ts';
import { outputGroupDetails } from './output-group-details.ts';
import type { JobFault, MediaReader } from './read-media.ts';
import { type Timeline, timelineOf } from './timeline.ts';

/** What a job needs to be played. */
export type Stage = {
  reader: MediaReader;
  /** Tells the world what happened to the job, as of now. */
  tell(job: Job, facts: StateChangeFacts): void;
};

/** All the inputs together. `size` is that of the first pictures. */
type Inputs = {
  details: InputDetail[];
  frames: number;
  durationS: number;
  size: { width: number; height: number } | null;
};

/**
 * Plays a job from the moment that it leaves its queue to its end, which is in `job.status` then. The inputs are really
 * read, and the clock of the job stands still meanwhile; nothing is transcoded. Rejects when `job.stopping` aborts.
 */
export async function playJob(job: Job, stage: Stage): Promise<void> {
  const { signal } = job.stopping;
  job.status = 'PROGRESSING';
  job.startedMs = Date.now();
  stage.tell(job, { status: 'PROGRESSING' });

  const inputs = await readInputs(job, stage.reader);
  signal.throwIfAborted();
  if ('code' in inputs) {
    happen(job, stage, errorFacts(inputs));
    return;
  }
  const { settings } = job.request;
  const outputs = settings.outputGroups.reduce((count, group) => count + group.outputs.length, 0);
  const timeline = timelineOf(inputs, outputs, job.simulation);
  const beganMs = performance.now();
  const sinceMs = (): number => (performance.now() - beganMs) * job.speed;
  job.played = { timeline, sinceMs };
  for (const { atMs, facts } of script(job, inputs, timeline)) {
    await delay(Math.max(0, (atMs - sinceMs()) / job.speed), undefined, { signal });
    happen(job, stage, facts);
  }
}

async function readInputs(job: Job, reader: MediaReader): Promise<Inputs | JobFault> {
  const together: Inputs = { details: [], frames: 0, durationS: 0, size: null };
  for (const [index, input] of job.request.settings.inputs.entries()) {
    const media = await reader.read(input.fileInput, job.stopping.signal);
    if ('code' in media) return media;
    const used = usedExtent(input, media);
    if ('code' in used) return used;
    together.details.push(inputDetail(index + 1, input.fileInput, media));
    together.frames += used.frames;
    together.durationS += used.durationS;
    if (media.video !== null) together.size ??= { width: media.video.Width ?? 0, height: media.video.Height ?? 0 };
  }
  return together;
}

function script(job: Job, inputs: Inputs, timeline: Timeline): Step[] {
  const { error, warning } = job.simulation;
  const warnings = warning.length > 0 ? { warnings: countWarnings(warning) } : {};
  const complete: StateChangeFacts = {
    status: 'COMPLETE',
    outputGroupDetails: outputGroupDetails(job.request.settings, inputs),
    paddingInserted: 0,
    blackVideoDetected: 0,
    ...warnings,
  };
  return jobScript(timeline, {
    intervalS: statusUpdateIntervalS(job),
    inputs: { status: 'INPUT_INFORMATION', inputDetails: inputs.details },
    warnings: warning.map((code) => {
      return { status: 'NEW_WARNING', warningCode: String(code), warningMessage: warningMessage(code) };
    }),
    end:
      error === undefined
        ? complete
        : { ...errorFacts({ code: error.code, message: errorMessage(error.code) }), ...warnings },
  });
}

function errorFacts({ code, message }: JobFault): StateChangeFacts {
  return { status: 'ERROR', errorCode: code, errorMessage: message };
}

function countWarnings(codes: number[]): Job['warnings'] {
  return [...new Set(codes)].map((code) => ({ code, count: codes.filter((other) => other === code).length }));
}

/** Keeps what an event tells for those who ask for the job, and tells it. */
function happen(job: Job, stage: Stage, facts: StateChangeFacts): void {
  if (facts.status === 'NEW_WARNING') {
    job.warnings = countWarnings([...warningCodes(job), Number(facts.warningCode)]);
  } else if (facts.status === 'COMPLETE') {
    finish(job, 'COMPLETE');
    job.outputGroupDetails = facts.outputGroupDetails ?? [];
  } else if (facts.status === 'ERROR') {
    finish(job, 'ERROR');
    job.error = { code: facts.errorCode ?? 0, message: facts.errorMessage ?? '' };
  }
  stage.tell(job, facts);
}

/** Puts a job into the state in which it stays. */
export function finish(job: Job, status: 'COMPLETE' | 'ERROR' | 'CANCELED'): void {
  job.status = status;
  job.finishedMs = Date.now();
}

function warningCodes({ warnings }: Job): number[] {
  return warnings.flatMap(({ code, count }) => Array<number>(count).fill(code));
}
