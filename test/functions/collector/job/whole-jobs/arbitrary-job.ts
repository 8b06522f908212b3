import fc from 'fast-check';
import { hostileValue } from '../../arbitrary-event.ts';

/** Milliseconds from one event to the next: often none at all. */
const step = fc.constantFrom(0, 0, 1, 700, 10_000, 61_000);

const update = fc.record(
  {
    step,
    percent: fc.constantFrom(null, 0, 7, 20, 50, 99, 100),
    frames: fc.constantFrom(0, 10, 500, 900, 1200),
    phase: fc.constantFrom('PROBING', 'TRANSCODING', 'UPLOADING'),
    phasePercent: fc.constantFrom(0, 50, 100),
  },
  { requiredKeys: ['step'] },
);

/** What happens to a job, in order, and when others ask for it. */
export const arbitraryScript = fc.record({
  created: fc.boolean(),
  metadata: fc.constantFrom({}, { ttl: '1' }, JSON.parse('{"__proto__":"x","status":"y","queue":"z"}') as object),
  interval: fc.constantFrom(undefined, 'SECONDS_10', 'SECONDS_600'),
  /** Seconds of waiting before each hop. */
  hops: fc.array(fc.constantFrom(60, 61.4, 3600), { maxLength: 2 }),
  waits: step,
  attempts: fc.array(fc.array(update, { maxLength: 3 }), { minLength: 1, maxLength: 3 }),
  warnings: fc.array(fc.constantFrom('000000', '230001'), { maxLength: 2 }),
  inputInformation: fc.boolean(),
  end: fc.constantFrom('COMPLETE', 'ERROR', 'CANCELED', 'CancelJob', 'STILL_GOING'),
  canceledByCall: fc.boolean(),
  endStep: step,
  analysis: fc.constantFrom(undefined, 'COMPLETE', 'PARTIAL', 'FAILED'),
  /** After which events MediaConvert is asked for the job. */
  asked: fc.uniqueArray(fc.nat(20), { maxLength: 3 }),
  /** MediaConvert has deleted the job in the end. */
  deleted: fc.boolean(),
});

const FIELDS = [
  'timestamp queue status userMetadata framesDecoded jobProgress warnings errorCode warningCode previousQueue',
  'eventName responseElements job frameCount duration numInputs outputGroupDetails inputDetails',
].flatMap((line) => line.split(' '));

/** What some fields of some events hold instead of what belongs there. */
export const arbitrarySpoilings = fc.array(
  fc.record({ at: fc.nat(20), field: fc.constantFrom(...FIELDS), value: hostileValue }),
  { minLength: 1, maxLength: 4 },
);

/** What happens to a job. */
export type Script = typeof arbitraryScript extends fc.Arbitrary<infer T> ? T : never;
/** One field of one event, and what it holds instead. */
export type Spoiling = typeof arbitrarySpoilings extends fc.Arbitrary<(infer T)[]> ? T : never;
