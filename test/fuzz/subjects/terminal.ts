import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { nextRecord } from '../../../functions/collector/job/next-record.ts';
import { jobProgress } from '../../../functions/collector/publish/job-progress.ts';
import { printable as printableInLog } from '../../../local/appsync/printable.ts';
import { printable, printableJson } from '../../../local/printable.ts';
import type { JobProgress } from '../../../client/job/job-progress.ts';
import { barLine, plainLine } from '../../../watch/view/job-line.ts';
import { message, text } from '../hostile-events.ts';
import { hold, holdLine, type Subject, subjectOf } from '../subject.ts';
import { variantsOf } from '../variants.ts';
import { eventsOf } from './events.ts';

const NOW = Date.UTC(2026, 10, 27);
const RECEIPT = { receivedAt: NOW, keepSeconds: 86_400 };
/** What turns the text around it round. */
const TURNS = /[\u202a-\u202e\u2066-\u2069]/u;

/** Whatever a job is called, and says of itself, it is one line in a terminal and in a log, and commands neither. */
export const terminal = (): Subject =>
  subjectOf(
    fc.property(fc.tuple(message, text, fc.nat(200), fc.nat()), ([first, line, columns, seed]) => {
      for (const shown of [printable(line), printableInLog(line)]) holdLine(shown);
      hold(!TURNS.test(printable(line)), 'what is printed turns nothing round');
      for (const body of variantsOf(first, seed))
        for (const [jobId, events] of eventsOf([body])) {
          const { record } = nextRecord(jobId, undefined, events, RECEIPT);
          const job = { ...jobProgress(record, NOW), jobId: `${jobId}${line}` } as unknown as JobProgress;
          const whole = JSON.parse(JSON.stringify(job)) as JobProgress;
          const shown = { jobId: whole.jobId, job: whole, age: 0 };
          const json = printableJson(whole);
          for (const printed of [plainLine(shown), barLine(shown, columns), json]) {
            holdLine(printed);
            hold(!TURNS.test(printed), 'what is printed turns nothing round');
          }
          hold(isDeepStrictEqual(JSON.parse(json), whole), 'a line of JSON reads back as it was');
        }
    }),
  );
