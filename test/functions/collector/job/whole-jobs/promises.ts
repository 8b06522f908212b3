import fc from 'fast-check';
import { arbitraryScript, arbitrarySpoilings } from './arbitrary-job.ts';
import { checkJob } from './check-job.ts';
import { writeJob } from './write-job.ts';

/** What is promised of jobs whose events are as documented. */
export const documentedJob = fc.property(arbitraryScript, fc.integer(), (script, delivery) => {
  checkJob(writeJob(script, []), delivery);
});

/** What is promised of jobs with anything in some fields of their events. */
export const anythingToldJob = fc.property(
  arbitraryScript,
  arbitrarySpoilings,
  fc.integer(),
  (script, spoilings, delivery) => {
    checkJob(writeJob(script, spoilings), delivery);
  },
);
