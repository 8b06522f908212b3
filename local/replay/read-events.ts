import { isJsonObject, type JsonObject, parseJson } from '../json.ts';
import { jsonErrorLine } from './json-error-line.ts';

/** An event as recorded, ready to be posted. */
export type RecordedEvent = JsonObject;

/** A file that cannot be replayed. The message is one line that names the file and where in it. */
export class UnreadableFileError extends Error {
  override name = 'UnreadableFileError';
}

/**
 * Reads the events of a file: one JSON object, an array of them, or one a line. CloudTrail records without an envelope
 * get one. Throws an `UnreadableFileError` for the first thing that is no event.
 */
export function readEvents(file: string, text: string): RecordedEvent[] {
  const entries = parseEntries(file, text.replace(/^\uFEFF/, ''));
  if (entries.length === 0) throw new UnreadableFileError(`${file}: holds no events`);
  return entries.map(({ value, where }) => {
    const event = isJsonObject(value) && isCloudTrailRecord(value) ? wrapRecord(value) : value;
    const fault = faultOf(event);
    if (fault !== null) throw new UnreadableFileError(`${where}: ${fault}`);
    return event as RecordedEvent;
  });
}

type Entry = { value: unknown; where: string };

function parseEntries(file: string, text: string): Entry[] {
  if (text.trim() === '') return [];
  const whole = parseJson(text);
  if (whole !== undefined) {
    if (!Array.isArray(whole)) return [{ value: whole, where: file }];
    return whole.map((value: unknown, index) => ({ value, where: `${file}: event ${index + 1}` }));
  }
  const lines = text
    .split('\n')
    .map((line, index) => ({ line, where: `${file}:${index + 1}` }))
    .filter(({ line }) => line.trim() !== '');
  const isLines = lines.length > 1 && parseJson(lines[0]?.line ?? '') !== undefined;
  if (!isLines) throw new UnreadableFileError(`${file}:${jsonErrorLine(text)}: not JSON`);
  return lines.map(({ line, where }) => {
    const value = parseJson(line);
    if (value === undefined) throw new UnreadableFileError(`${where}: not JSON`);
    return { value, where };
  });
}

function faultOf(event: unknown): string | null {
  if (!isJsonObject(event)) return 'an event must be a JSON object';
  for (const name of ['source', 'detail-type']) {
    if (typeof event[name] !== 'string' || event[name] === '') return `${name} must be a non-empty string`;
  }
  if (!isJsonObject(event['detail'])) return 'detail must be a JSON object';
  const time = event['time'];
  if (time === undefined || (typeof time === 'string' && !Number.isNaN(Date.parse(time)))) return null;
  return 'time must be an ISO 8601 time';
}

function isCloudTrailRecord(value: JsonObject): boolean {
  return value['detail-type'] === undefined && 'eventSource' in value && 'eventName' in value;
}

// AWS: EventBridge User Guide, "AWS service events delivered via AWS CloudTrail": the record is the detail.
function wrapRecord(record: JsonObject): RecordedEvent {
  const envelope = {
    version: '0',
    id: record['eventID'],
    'detail-type': 'AWS API Call via CloudTrail',
    source: `aws.${String(record['eventSource']).replace(/\.amazonaws\.com$/, '')}`,
    account: record['recipientAccountId'],
    time: record['eventTime'],
    region: record['awsRegion'],
    resources: [],
    detail: record,
  };
  return Object.fromEntries(Object.entries(envelope).filter(([, value]) => value !== undefined));
}
