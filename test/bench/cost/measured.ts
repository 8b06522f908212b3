import type { CallsPerEvent } from '../../../bench/calls/measure-calls.ts';
import { NOTHING, type Quantities } from '../../../bench/calls/quantities.ts';

const of = (some: Partial<Quantities>): Quantities => ({ ...NOTHING, ...some });

const EVENT = of({
  queueRequests: 3,
  collectorInvocations: 1,
  writeUnits: 5,
  eventBytes: 1000,
  jobBytes: 100,
  streamBytes: 10_240,
  streamKib: 16,
  archiveKib: 80,
  updates: 1,
  updateBytes: 1200,
  logBytes: 400,
});

/** A measurement of round numbers. The second input adds four write units and two reads to the analysis, and nothing else. */
export const MEASURED: CallsPerEvent = {
  steps: {
    SUBMITTED: EVENT,
    analysis: { ...EVENT, queueRequests: 6, analyzerInvocations: 1, readUnits: 1, writeUnits: 10, mediaReads: 2 },
    PROGRESSING: EVENT,
    INPUT_INFORMATION: { ...EVENT, analyzerInvocations: 1 },
    'first STATUS_UPDATE': { ...EVENT, writeUnits: 7 },
    STATUS_UPDATE: EVENT,
    watch: of({ readUnits: 1 }),
    COMPLETE: EVENT,
  },
  secondInput: {
    SUBMITTED: NOTHING,
    analysis: of({ writeUnits: 4, mediaReads: 2 }),
    PROGRESSING: NOTHING,
    INPUT_INFORMATION: NOTHING,
    'first STATUS_UPDATE': NOTHING,
    STATUS_UPDATE: NOTHING,
    watch: NOTHING,
    COMPLETE: NOTHING,
  },
  rounds: {
    round: of({ reconcilerInvocations: 1, readUnits: 2, logBytes: 400 }),
    openJob: of({ readUnits: 0.5 }),
  },
  stack: {
    collectorMemoryMib: 512,
    analyzerMemoryMib: 1024,
    reconcilerMemoryMib: 512,
    streams: 3,
    queues: 2,
    alarms: 18,
    dashboards: 1,
    metrics: 20,
  },
};
