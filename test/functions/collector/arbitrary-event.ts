import fc from 'fast-check';
import { parseEvent } from '../../../functions/collector/event/parse-event.ts';
import type { CheckedEvent } from '../../../functions/collector/event/checked-event.ts';

const T0 = 1_700_000_000_000;
/** Few distinct times, so that ties are common. */
const time = fc.integer({ min: 0, max: 5 }).map((step) => T0 + step * 1000);
const queue = fc
  .constantFrom('A', 'B', 'C')
  .map((name) => `arn:aws:mediaconvert:us-east-1:111122223333:queues/${name}`);
const percent = fc.constantFrom(0, 7, 50, 100);
const key = fc.constantFrom('__proto__', 'constructor', 'status', 'ttl', 'a=b', 'application');
const common = {
  timestamp: time,
  queue,
  userMetadata: fc.dictionary(key, fc.constantFrom('x', 'y'), { maxKeys: 3 }),
};
const phase = fc.record(
  { status: fc.constantFrom('PENDING', 'PROGRESSING', 'COMPLETE'), percentComplete: percent },
  { requiredKeys: [] },
);

const details = {
  PROGRESSING: {},
  CANCELED: {},
  SOMETHING_NEW: {},
  INPUT_INFORMATION: { inputDetails: fc.constant([{ id: 1, uri: 's3://bucket/in.mp4' }]) },
  STATUS_UPDATE: {
    framesDecoded: fc.nat(10_000),
    jobProgress: fc.record(
      {
        phaseProgress: fc.record({ PROBING: phase, TRANSCODING: phase, UPLOADING: phase }, { requiredKeys: [] }),
        jobPercentComplete: fc.option(percent),
        currentPhase: fc.constantFrom('PROBING', 'TRANSCODING', 'UPLOADING'),
        retryCount: fc.nat(2),
      },
      { requiredKeys: [] },
    ),
  },
  COMPLETE: { warnings: fc.array(fc.record({ code: fc.nat(3), count: fc.nat(60) })) },
  ERROR: { errorCode: fc.constantFrom(1040, 1999), errorMessage: fc.constantFrom('one', 'two') },
  NEW_WARNING: { warningCode: fc.constantFrom('000000', '000001'), warningMessage: fc.constantFrom('one', 'two') },
  QUEUE_HOP: { previousQueue: queue, priority: fc.integer({ min: -50, max: 50 }) },
};

const stateChange = fc.oneof(
  ...Object.entries(details).map(([status, own]) =>
    fc.record({ ...common, ...own }, { requiredKeys: ['timestamp'] }).map((detail) => ({
      'detail-type': 'MediaConvert Job State Change',
      detail: { ...detail, status, jobId: 'j-1' },
    })),
  ),
);

const apiCall = fc.oneof(
  fc
    .record({ createdAt: time.map((ms) => ms / 1000), userMetadata: common.userMetadata, queue }, { requiredKeys: [] })
    .map((job) => ({ eventName: 'CreateJob', responseElements: { job: { ...job, id: 'j-1', settings: {} } } })),
  fc.constant({ eventName: 'CancelJob', requestParameters: { id: 'j-1' } }),
);

const timedCall = fc
  .tuple(apiCall, time)
  .map(([detail, ms]) => ({ 'detail-type': 'AWS API Call via CloudTrail', time: new Date(ms).toISOString(), detail }));

/** Events of one job, of every status and with much in common, as EventBridge delivers them. */
const arbitraryEventText: fc.Arbitrary<string> = fc
  .tuple(fc.oneof({ weight: 4, arbitrary: stateChange }, { weight: 1, arbitrary: timedCall }), fc.uuid())
  .map(([event, id]) =>
    JSON.stringify({ id, source: 'aws.mediaconvert', account: '111122223333', region: 'us-east-1', ...event }),
  );

/** The same, parsed. */
export const arbitraryEvent: fc.Arbitrary<CheckedEvent> = arbitraryEventText.map(parsed);

const code = fc.integer({ min: -20, max: 80 });
/** Events that tell of many warnings and hops, whose codes and times differ. */
export const crowdedEvent: fc.Arbitrary<CheckedEvent> = fc
  .record({
    timestamp: fc.nat(60).map((step) => T0 + step * 1000),
    status: fc.constantFrom('COMPLETE', 'NEW_WARNING', 'QUEUE_HOP'),
    warnings: fc.array(fc.record({ code, count: fc.nat(3) }), { maxLength: 45 }),
    warningCode: code,
    queue,
    previousQueue: queue,
  })
  .map((detail) => parsed(JSON.stringify({ source: 'aws.mediaconvert', detail: { ...detail, jobId: 'j-1' } })));

/** Parses an event that is known to be one. */
export function parsed(text: string): CheckedEvent {
  const result = parseEvent(text);
  if ('poison' in result) throw new Error(`${result.poison}: ${text}`);
  return result.event;
}

/** What no field expects, of every type. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(-1, 1e300, 5e-324, 0.5, 101, '', 'x'.repeat(3000), '__proto__', '2026-11-23T12:00:00Z'),
);
const FIELDS = [
  'timestamp accountId queue status userMetadata framesDecoded jobProgress inputDetails outputGroupDetails warnings',
  'errorCode errorMessage warningCode warningMessage previousQueue priority eventName eventTime responseElements',
  'paddingInserted blackVideoSegments requestParameters',
].flatMap((line) => line.split(' '));
const hostileDetail = fc.dictionary(fc.constantFrom(...FIELDS), hostileValue);

/** A list that holds anything, and objects that have anything in the given fields. */
const listOf = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  fc.array(fc.oneof(hostileValue, fc.record(fields, { requiredKeys: [] })), { maxLength: 3 });
const anyOf = (names: string) => Object.fromEntries(names.split(' ').map((name) => [name, hostileValue]));
/** Lists of the right shape, but for what is in them. */
const hostileLists = fc.record(
  {
    warnings: listOf(anyOf('code count')),
    inputDetails: listOf({
      ...anyOf('id uri'),
      video: listOf(anyOf('streamId codec width height frameRate sar bitDepth interlaceMode fourCC')),
      audio: listOf(anyOf('streamId codec channels sampleRate language')),
    }),
    outputGroupDetails: listOf({
      ...anyOf('type'),
      playlistFilePaths: listOf({}),
      outputDetails: listOf({
        outputFilePaths: listOf({}),
        ...anyOf('durationInMs'),
        videoDetails: fc.record(anyOf('widthInPx heightInPx averageBitrate qvbrAvgQuality'), { requiredKeys: [] }),
      }),
    }),
    blackVideoSegments: listOf(anyOf('start end')),
  },
  { requiredKeys: [] },
);
const statuses = fc.constantFrom(...Object.keys(details), '__proto__', 'toString');

/** Events that name a job, with anything in every field. */
export const hostileEventText: fc.Arbitrary<string> = fc
  .tuple(
    arbitraryEventText,
    fc.tuple(hostileDetail, hostileLists).map((parts) => Object.assign({}, ...parts) as object),
    fc.dictionary(fc.constantFrom('id', 'time', 'account', 'region'), hostileValue),
    statuses,
  )
  .map(([text, hostile, envelope, status]) => {
    const event = JSON.parse(text) as { detail: object };
    return JSON.stringify({
      ...event,
      ...envelope,
      'detail-type': 'MediaConvert Job State Change',
      detail: { ...event.detail, status, ...hostile, jobId: 'j-1' },
    });
  });
