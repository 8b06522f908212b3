import type { DynamoDBGetItemRequest } from '@aws-appsync/utils';
import type { OutputFindings } from '../schema/generated/graphql.ts';
import { getJobDetail, jobDetail, type JobDetailContext } from './lib/job-detail.ts';

/** What the part `outputGroups` holds beside the groups. Milliseconds; what MediaConvert did not tell is not there. */
type StoredFindings = {
  paddingInserted?: number;
  blackVideoDetected?: number;
  blackVideoSegments?: { start: number; end: number }[];
};

/** Reads what the job's completion told of its outputs. */
export function request(ctx: JobDetailContext): DynamoDBGetItemRequest {
  return getJobDetail(ctx, 'outputGroups');
}

/** The findings, or null until the job is complete. */
export function response(ctx: JobDetailContext): OutputFindings | null {
  const outputs = jobDetail(ctx) as StoredFindings | null;
  if (!outputs) return null;
  return {
    paddingInsertedInMs: outputs.paddingInserted ?? null,
    blackVideoDetectedInMs: outputs.blackVideoDetected ?? null,
    blackVideoSegments: (outputs.blackVideoSegments ?? []).map(({ start, end }) => ({
      startInMs: start,
      endInMs: end,
    })),
  };
}
