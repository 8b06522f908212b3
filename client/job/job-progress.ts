import type { JobProgressFieldsFragment } from '../../schema/generated/graphql.ts';

/** A job's whole progress, the same whether it was pushed or asked for. Never a part of it. */
export type JobProgress = JobProgressFieldsFragment;
