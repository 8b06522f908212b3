import type { ApiCall } from '../../../schema/events/api-call.ts';
import type { JobAnalysisEvent } from '../../../schema/events/job-analysis.ts';
import type { JobSnapshotEvent } from '../../../schema/events/job-snapshot.ts';
import type { JobStateChange } from '../../../schema/events/job-state-change.ts';
import type { MediaConvertEvent } from '../../../schema/events/media-convert-event.ts';
import { boundEvent } from './bound-event.ts';
import type { CheckedEvent, DetailFields } from './checked-event.ts';
import { readAnalysis } from './read-analysis.ts';
import { readApiCall } from './read-api-call.ts';
import { isObject, isoTimeOf, keyTextOf, objectOf } from '../../lib/read-field.ts';
import { readSnapshot } from './read-snapshot.ts';
import { readStateChange } from './read-state-change.ts';

/** Why an event can never be used: sending it again would not help. */
export type PoisonReason = 'not JSON' | 'not from MediaConvert' | 'no detail' | 'no job id';

/** An event, or the reason why it is none. */
export type ParsedEvent = { event: CheckedEvent } | { poison: PoisonReason };

type Reader = (detail: unknown, envelopeTime: number | undefined) => DetailFields;

const API_CALL: ApiCall['detail-type'] = 'AWS API Call via CloudTrail';
const MEDIA_CONVERT: JobStateChange['source'] = 'aws.mediaconvert';
const ANALYZER: JobAnalysisEvent['source'] = 'mediaconvert-job-progress.analyzer';
const ANALYSIS: JobAnalysisEvent['detail-type'] = 'MediaConvert Job Analysis';
const RECONCILER: JobSnapshotEvent['source'] = 'mediaconvert-job-progress.reconciler';
const SNAPSHOT: JobSnapshotEvent['detail-type'] = 'MediaConvert Job Snapshot';

/** Every event has its fields in one order, told or not: what is done with it is compiled once. */
const NOTHING_TOLD: Omit<Required<CheckedEvent>, 'cut'> = {
  id: '',
  jobId: '',
  source: '',
  status: '',
  body: '',
  timestamp: undefined,
  account: undefined,
  region: undefined,
  queue: undefined,
  userMetadata: undefined,
  progress: undefined,
  warnings: undefined,
  newWarning: undefined,
  error: undefined,
  hop: undefined,
  inputs: undefined,
  outputs: undefined,
  createTime: undefined,
  statusUpdateInterval: undefined,
  settings: undefined,
  analysis: undefined,
  snapshot: undefined,
};

/** Reads an event as EventBridge delivers it, or as the analyzer or the reconciler sent it. Takes what it can use and keep, and leaves the rest; never throws. */
export function parseEvent(body: string): ParsedEvent {
  const json = parseJson(body);
  if (!isObject(json)) return { poison: 'not JSON' };
  const envelope = objectOf<MediaConvertEvent | JobAnalysisEvent | JobSnapshotEvent>(json);
  const { source } = envelope;
  const read = readerOf(source, envelope['detail-type']);
  if (typeof source !== 'string' || read === undefined) return { poison: 'not from MediaConvert' };
  if (!isObject(envelope.detail)) return { poison: 'no detail' };

  const { jobId, ...fields } = read(envelope.detail, isoTimeOf(envelope.time));
  if (jobId === undefined) return { poison: 'no job id' };
  return {
    event: boundEvent({
      ...NOTHING_TOLD,
      ...fields,
      id: keyTextOf(envelope.id) ?? fields.status,
      jobId,
      source,
      body,
      account: keyTextOf(envelope.account) ?? fields.account,
      region: keyTextOf(envelope.region) ?? fields.region,
    }),
  };
}

function readerOf(source: unknown, detailType: unknown): Reader | undefined {
  if (source === MEDIA_CONVERT) return detailType === API_CALL ? readApiCall : readStateChange;
  if (source === ANALYZER && detailType === ANALYSIS) return readAnalysis;
  if (source === RECONCILER && detailType === SNAPSHOT) return readSnapshot;
  return undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
