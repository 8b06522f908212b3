import { createHash } from 'node:crypto';
import type { JobAnalysisDetail, JobAnalysisEvent } from '../../schema/events/job-analysis.ts';
import type { InputAnalysis } from './analyze-inputs.ts';
import type { AnalysisRequest } from './read-message.ts';

const MAX_REASON_LENGTH = 2000;

/** Sums up what was found in a job's inputs. Only when all of them were read, there are counts. `timestamp` in epoch milliseconds. */
export function analysisDetail(
  inputs: readonly InputAnalysis[],
  { jobId, timestamp, ...counts }: Pick<JobAnalysisDetail, 'jobId' | 'timestamp' | 'numInputs' | 'numOutputs'>,
): JobAnalysisDetail {
  const measures = inputs.flatMap(({ measure }) => measure ?? []);
  const isComplete = inputs.length > 0 && measures.length === inputs.length;
  const codec = measures.find((measure) => measure.codec !== undefined)?.codec;
  const reason = reasonOf(inputs);
  return {
    jobId,
    timestamp,
    status: isComplete ? 'COMPLETE' : measures.length > 0 ? 'PARTIAL' : 'FAILED',
    ...(reason !== '' && { reason }),
    ...(codec !== undefined && { codec }),
    ...(isComplete && {
      frameCount: measures.reduce((sum, { frames }) => sum + frames, 0),
      duration: Math.round(measures.reduce((sum, { duration }) => sum + duration, 0) * 1000) / 1000,
    }),
    ...counts,
  };
}

/** The fact that goes into the event queue. Its id follows from the event that asked for it and from when the analysis ended. */
export function analysisEvent(
  detail: JobAnalysisDetail,
  { eventId, account, region }: AnalysisRequest,
): JobAnalysisEvent {
  return {
    version: '0',
    id: uuidOf(`${detail.jobId} ${eventId} ${detail.timestamp}`),
    'detail-type': 'MediaConvert Job Analysis',
    source: 'mediaconvert-job-progress.analyzer',
    account,
    region,
    time: `${new Date(detail.timestamp).toISOString().slice(0, 19)}Z`,
    resources: [],
    detail,
  };
}

function reasonOf(inputs: readonly InputAnalysis[]): string {
  if (inputs.length === 0) return 'the settings of the job are not known, or name no input';
  const reasons = inputs.flatMap(({ reason }, index) =>
    reason === undefined ? [] : [`input ${index + 1}: ${reason}`],
  );
  const text = reasons.join('; ');
  return text.length > MAX_REASON_LENGTH ? `${text.slice(0, MAX_REASON_LENGTH - 1)}…` : text;
}

function uuidOf(text: string): string {
  const hex = createHash('sha256').update(text).digest('hex');
  // RFC 9562: version 8, variant 10.
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    '-',
  );
}
