import type { Simulation } from './simulation.ts';

/** How long the phases of a job last, in milliseconds of its clock, and what happens in them. */
export type Timeline = {
  probingMs: number;
  transcodingMs: number;
  uploadingMs: number;
  /** Frames of all the inputs, within their clips; 0 for audio alone. */
  frames: number;
  /** Whether the service can estimate: for some inputs it cannot. */
  hasPercentages: boolean;
  /** How often it starts over, half-way through transcoding. */
  retries: number;
  /** The share of transcoding after which the job fails, in the last attempt. */
  failsAt?: number;
};

/** Seconds of one output that are made in a second. */
const TRANSCODING_SPEED = 2;
const PROBING_MS = 5_000;
const LEAST_TRANSCODING_MS = 3_000;
const LEAST_UPLOADING_MS = 2_000;
const RETRIES_AT = 0.5;

/**
 * The timeline of a job whose inputs are so long. Nothing is transcoded here: a job lasts as if every output took half
 * of the time that its media plays, one after another.
 */
export function timelineOf(
  media: { durationS: number; frames: number },
  outputs: number,
  simulation: Simulation,
): Timeline {
  const transcodingMs = Math.max(LEAST_TRANSCODING_MS, (media.durationS * outputs * 1_000) / TRANSCODING_SPEED);
  return {
    probingMs: PROBING_MS,
    transcodingMs,
    uploadingMs: Math.max(LEAST_UPLOADING_MS, transcodingMs / 10),
    frames: media.frames,
    hasPercentages: !simulation.noPercentages,
    retries: simulation.retries,
    ...(simulation.error !== undefined && { failsAt: simulation.error.at }),
  };
}

/** How long an attempt lasts that the service gives up to start over. */
export function attemptMs({ probingMs, transcodingMs }: Timeline): number {
  return probingMs + transcodingMs * RETRIES_AT;
}

/** When the job ends, in milliseconds after it left its queue. */
export function endMs(timeline: Timeline): number {
  const { probingMs, transcodingMs, uploadingMs, retries, failsAt } = timeline;
  const last = failsAt === undefined ? transcodingMs + uploadingMs : transcodingMs * failsAt;
  return retries * attemptMs(timeline) + probingMs + last;
}
