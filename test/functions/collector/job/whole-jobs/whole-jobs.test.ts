import fc from 'fast-check';
import { describe, it } from 'vitest';
import { anythingToldJob, documentedJob } from './promises.ts';

const RUNS = 5000;

describe('a whole job, its events lost, repeated, shuffled and split over collectors', { timeout: 120_000 }, () => {
  it('ends in the state of in-order delivery, and breaks no promise on the way', () => {
    fc.assert(documentedJob, { numRuns: RUNS });
  });

  it('does so with anything in the fields of its events', () => {
    fc.assert(anythingToldJob, { numRuns: RUNS });
  });
});
