/** The codes of warnings that are kept of a job: the lowest. */
export const MAX_WARNINGS = 40;

/** The hops between queues that are kept of what a job's events tell, and of what MediaConvert answers: the first. */
export const MAX_HOPS = 20;
