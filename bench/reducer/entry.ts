/** The reducer, and what reads its events, to be bundled as the collector is. */
export { parseEvent } from '../../functions/collector/event/parse-event.ts';
export { facts } from '../../functions/collector/job/facts.ts';
export { merge } from '../../functions/collector/job/job-state.ts';
