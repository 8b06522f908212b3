import type { JobAnalysisDetail } from '../../../schema/events/job-analysis.ts';
import type { DetailFields } from './checked-event.ts';
import { countOf, epochMsOf, intOf, keyTextOf, nameOf, numberOf, objectOf, textOf } from '../../lib/read-field.ts';

/** No larger than a number that DynamoDB's client takes. */
const MAX_SECONDS = Number.MAX_SAFE_INTEGER;
const STATUSES = ['COMPLETE', 'PARTIAL', 'FAILED'] as const;

/** Reads what the analyzer found, in GraphQL's shape. */
export function readAnalysis(value: unknown, envelopeTime: number | undefined): DetailFields {
  const detail = objectOf<JobAnalysisDetail>(value);
  const duration = numberOf(detail.duration);
  return {
    jobId: keyTextOf(detail.jobId),
    status: 'ANALYSIS',
    timestamp: epochMsOf(detail.timestamp) ?? envelopeTime,
    analysis: {
      codec: textOf(detail.codec) ?? null,
      frameCount: countOf(detail.frameCount) ?? null,
      numInputs: wholeOf(detail.numInputs),
      numOutputs: wholeOf(detail.numOutputs),
      duration: duration === undefined || duration < 0 || duration > MAX_SECONDS ? null : duration,
      status: nameOf(detail.status, STATUSES) ?? null,
      reason: textOf(detail.reason) ?? null,
    },
  };
}

function wholeOf(value: unknown): number | null {
  const whole = intOf(value);
  return whole === undefined || whole < 0 ? null : whole;
}
