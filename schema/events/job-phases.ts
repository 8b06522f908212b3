import type { PhaseName } from './job-state-change.ts';

/** The phases, in their order. */
export const PHASES: readonly PhaseName[] = ['PROBING', 'TRANSCODING', 'UPLOADING'];
