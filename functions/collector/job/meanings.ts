import type { JobStatus } from '../../../schema/generated/graphql.ts';
import type { EventTimes } from './job-state.ts';

/** What an event's status says of the job: its status, how final that is, and which times the event's own time is. */
export type Meaning = { status: JobStatus; rank: number; times: readonly (keyof EventTimes)[] };

const RANK_OF_AN_END = 4;

/** The rank of an end that is known only from an answer of MediaConvert: the event that ends the job tells more, and more exactly. */
export const RANK_OF_AN_ANSWERED_END = 3;

/**
 * A CancelJob call ranks below the events that end a job: the job may have ended otherwise before the call took effect.
 * What is not listed says nothing but that the job is there.
 */
const MEANINGS = new Map<string, Meaning>([
  ['INPUT_INFORMATION', { status: 'PROGRESSING', rank: 1, times: [] }],
  ['PROGRESSING', { status: 'PROGRESSING', rank: 1, times: ['firstProgressingTime', 'lastProgressingTime'] }],
  [
    'STATUS_UPDATE',
    { status: 'PROGRESSING', rank: 1, times: ['firstProgressingTime', 'lastProgressingTime', 'lastStatusTime'] },
  ],
  ['CancelJob', { status: 'CANCELED', rank: 2, times: ['canceledTime'] }],
  [
    'COMPLETE',
    {
      status: 'COMPLETE',
      rank: RANK_OF_AN_END,
      times: ['lastProgressingTime', 'lastStatusTime', 'decodeTime', 'completeTime'],
    },
  ],
  ['CANCELED', { status: 'CANCELED', rank: RANK_OF_AN_END, times: ['canceledTime'] }],
  ['ERROR', { status: 'ERROR', rank: RANK_OF_AN_END, times: ['errorTime'] }],
]);
const NOTHING_MORE: Meaning = { status: 'SUBMITTED', rank: 0, times: [] };

/** What an event's status, known or not, says of the job. */
export function meaningOf(eventStatus: string): Meaning {
  return MEANINGS.get(eventStatus) ?? NOTHING_MORE;
}
