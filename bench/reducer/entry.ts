/** The reducer alone, to be bundled as the collector is. */
export { facts } from '../../functions/collector/job/facts.ts';
export { merge } from '../../functions/collector/job/job-state.ts';
