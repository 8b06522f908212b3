import type { ApiCall } from '../../../schema/events/api-call.ts';
import type { JobStateChange } from '../../../schema/events/job-state-change.ts';
import type { MediaConvertEvent } from '../../../schema/events/media-convert-event.ts';
import type { CheckedEvent } from './checked-event.ts';
import { readApiCall } from './read-api-call.ts';
import { isObject, isoTimeOf, keyTextOf, objectOf, textOf } from './read-field.ts';
import { readStateChange } from './read-state-change.ts';

/** Why an event can never be used: sending it again would not help. */
export type PoisonReason = 'not JSON' | 'not from MediaConvert' | 'no detail' | 'no job id';

/** An event, or the reason why it is none. */
export type ParsedEvent = { event: CheckedEvent } | { poison: PoisonReason };

const API_CALL: ApiCall['detail-type'] = 'AWS API Call via CloudTrail';
const SOURCE: JobStateChange['source'] = 'aws.mediaconvert';

/** Reads an event as EventBridge delivers it. Takes what it can use and leaves the rest; never throws. */
export function parseEvent(body: string): ParsedEvent {
  const json = parseJson(body);
  if (!isObject(json)) return { poison: 'not JSON' };
  const envelope = objectOf<MediaConvertEvent>(json);
  if (envelope.source !== SOURCE) return { poison: 'not from MediaConvert' };
  if (!isObject(envelope.detail)) return { poison: 'no detail' };

  const read = envelope['detail-type'] === API_CALL ? readApiCall : readStateChange;
  const { jobId, ...fields } = read(envelope.detail, isoTimeOf(envelope.time));
  if (jobId === undefined) return { poison: 'no job id' };
  return {
    event: {
      ...fields,
      id: keyTextOf(envelope.id) ?? fields.status,
      jobId,
      source: SOURCE,
      body,
      account: textOf(envelope.account) ?? fields.account,
      region: textOf(envelope.region) ?? fields.region,
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
