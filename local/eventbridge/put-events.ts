import { randomUUID } from 'node:crypto';
import { type EventEnvelope, envelopeTime, type Home } from './envelope.ts';
import { isJsonObject, type JsonObject, parseJson } from '../json.ts';

/** A request that is refused as a whole. */
export type RequestFault = { status: 400; __type: string; message: string };

/** What became of each entry, in order, and the events of those that were taken and go to the default bus. */
export type PutEventsOutcome = { results: ResultEntry[]; events: EventEnvelope[] };

type ResultEntry = { EventId: string } | { ErrorCode: string; ErrorMessage: string };

// AWS: EventBridge API Reference, PutEvents: 1 to 10 entries; User Guide, "Calculating PutEvents event entry size".
const MAX_ENTRIES = 10;
const MAX_BYTES = 256 * 1024;
const TIME_BYTES = 14;

/**
 * Reads a PutEvents request. Unlike AWS, the local bus takes events whose source begins with `aws.`: that is how
 * MediaConvert's arrive here.
 */
export function putEvents(body: unknown, home: Home, now = new Date()): PutEventsOutcome | RequestFault {
  const entries: unknown = isJsonObject(body) ? body['Entries'] : undefined;
  if (!Array.isArray(entries) || !entries.every(isJsonObject)) {
    return fault("Value at 'entries' failed to satisfy constraint: Member must be a list of entries");
  }
  if (entries.length === 0 || entries.length > MAX_ENTRIES) {
    const bound = entries.length === 0 ? 'greater than or equal to 1' : `less than or equal to ${MAX_ENTRIES}`;
    return fault(`Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`);
  }
  if (entries.reduce((bytes, entry) => bytes + entryBytes(entry), 0) > MAX_BYTES) {
    return {
      status: 400,
      __type: 'ValidationException',
      message: 'Total size of the entries in the request is over the limit.',
    };
  }
  const read = entries.map((entry) => readEntry(entry, home, now));
  // UNSURE: AWS is said to answer as if all were well when there is no such bus, and to drop the event.
  return {
    results: read.map((entry) => ('event' in entry ? { EventId: entry.event.id } : entry)),
    events: read.flatMap((entry) => ('event' in entry && entry.bus === 'default' ? [entry.event] : [])),
  };
}

/** The name of an event bus given by name or ARN; the default bus when none is given. */
export function eventBusName(entry: JsonObject): string {
  const name = text(entry['EventBusName']);
  return name === '' ? 'default' : name.replace(/^arn:[^/]*:event-bus\//, '');
}

function fault(message: string): RequestFault {
  return { status: 400, __type: 'ValidationException', message: `1 validation error detected: ${message}` };
}

function entryBytes(entry: JsonObject): number {
  const texts = [text(entry['Source']), text(entry['DetailType']), text(entry['Detail']), ...resources(entry)];
  return texts.reduce((bytes, part) => bytes + Buffer.byteLength(part), entry['Time'] === undefined ? 0 : TIME_BYTES);
}

function readEntry(
  entry: JsonObject,
  home: Home,
  now: Date,
): { event: EventEnvelope; bus: string } | { ErrorCode: string; ErrorMessage: string } {
  for (const name of ['Source', 'DetailType', 'Detail']) {
    if (text(entry[name]) === '') return invalid(name, `${name} is a required argument.`);
  }
  const seconds = entry['Time'] ?? now.getTime() / 1000;
  const time = new Date(typeof seconds === 'number' ? seconds * 1000 : NaN);
  if (Number.isNaN(time.getTime())) return invalid('Time', 'Time is not a timestamp.');
  const detail = parseJson(text(entry['Detail']));
  if (!isJsonObject(detail)) return { ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' };
  const event = {
    version: '0',
    id: randomUUID(),
    'detail-type': text(entry['DetailType']),
    source: text(entry['Source']),
    account: home.accountId,
    time: envelopeTime(time),
    region: home.region,
    resources: resources(entry),
    detail,
  };
  return { event, bus: eventBusName(entry) };
}

function invalid(name: string, reason: string): { ErrorCode: string; ErrorMessage: string } {
  return { ErrorCode: 'InvalidArgument', ErrorMessage: `Parameter ${name} is not valid. Reason: ${reason}` };
}

function resources(entry: JsonObject): string[] {
  return Array.isArray(entry['Resources']) ? entry['Resources'].map(text) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
