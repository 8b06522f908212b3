import { random } from '../../../bench/time-remaining/random.ts';
import type { SnapshotJob } from '../../../schema/events/job-snapshot.ts';

const T0 = 1_800_000_000_000;
const SEED = 1;

/** From which UTF-16 code unit to which. */
export type Letters = readonly [first: number, last: number];

/** In UTF-8. */
export const OF_THREE_BYTES: Letters = [0x4e00, 0xd7ff];

/** Begins with a name, has so many UTF-16 code units, and is unlike any other. */
type Long = (name: string, length: number) => string;

/** Texts at random, as what is repeated takes next to no room where it is deflated. */
function writeLong([first, last]: Letters): Long {
  const { between } = random(SEED);
  const letter = (): string => String.fromCharCode(Math.floor(between(first, last + 1)));
  return (name, length) => name + Array.from({ length: length - name.length }, letter).join('');
}

/**
 * The events of a job of which everything is as much, as long and as often as an event can tell, and more, as JSON text. Long texts
 * are made of `letters`. Each of 50 warnings comes `warned` times.
 */
export function worstJob(jobId: string, letters: Letters, warned = 55, startedAt = T0): string[] {
  const long = writeLong(letters);
  const event = (source: string, detailType: string, detail: object, index: number): string =>
    JSON.stringify({
      version: '0',
      id: `e${index}`,
      'detail-type': detailType,
      source,
      account: long('1', 256),
      region: long('r', 256),
      time: new Date(startedAt + index).toISOString(),
      resources: [],
      detail,
    });
  const queue = (name: number): string => long(`arn:aws:mediaconvert:us-east-1:1:queues/${name}`, 256);
  const userMetadata = Object.fromEntries(
    Array.from({ length: 30 }, (_, index) => [long(`key ${index} `, 256), long('value', 512)]),
  );
  let index = 0;
  const stateChange = (status: string, detail: object): string => {
    index += 1;
    const common = { timestamp: startedAt + index, accountId: '1', queue: queue(index), status, jobId };
    return event('aws.mediaconvert', 'MediaConvert Job State Change', { ...common, ...detail }, index);
  };
  const progress = (percent: number | undefined): object => ({
    framesDecoded: Math.floor(1.3 ** index),
    jobProgress: {
      jobPercentComplete: percent,
      currentPhase: 'TRANSCODING',
      retryCount: 0,
      phaseProgress: Object.fromEntries(
        ['PROBING', 'TRANSCODING', 'UPLOADING'].map((name) => [
          name,
          { status: long('s', 256), percentComplete: 33.333 },
        ]),
      ),
    },
  });
  const hops = Array.from({ length: 30 }, (_, hop) => ({
    sourceQueue: queue(hop + 100),
    destinationQueue: queue(hop + 101),
    timestamp: Math.floor(startedAt / 1000) + 1000 * hop,
  }));
  const job: SnapshotJob = {
    status: 'PROGRESSING',
    createdAt: startedAt / 1000,
    queue: queue(7),
    queueTransitions: hops,
    userMetadata,
  };
  const times = <T>(count: number, make: (count: number) => T): T[] =>
    Array.from({ length: count }, (_, each) => make(each));
  return [
    event('aws.mediaconvert', 'AWS API Call via CloudTrail', createJobCall(jobId, long, userMetadata), 0),
    ...times(30, (hop) => stateChange('QUEUE_HOP', { previousQueue: queue(hop), priority: -50 })),
    stateChange('PROGRESSING', { userMetadata }),
    stateChange('INPUT_INFORMATION', { inputDetails: times(150, (input) => inputOf(input, long)) }),
    ...times(60, () => stateChange('STATUS_UPDATE', progress(undefined))),
    ...times(100, (percent) => stateChange('STATUS_UPDATE', progress(percent))),
    ...times(50 * warned, (count) =>
      stateChange('NEW_WARNING', {
        warningCode: String(100_000 + (count % 50)),
        warningMessage: long('w', 600),
      }),
    ),
    event(
      'mediaconvert-job-progress.reconciler',
      'MediaConvert Job Snapshot',
      { jobId, timestamp: startedAt + 5000, job },
      5000,
    ),
    stateChange('ERROR', { errorCode: 1, errorMessage: long('e', 9000) }),
    stateChange('COMPLETE', {
      warnings: times(1000, (code) => ({ code: 100_000 + code, count: 2 ** 31 - 1 })),
      outputGroupDetails: times(20, (group) => outputGroupOf(group, long)),
      blackVideoSegments: times(2000, (start) => ({ start, end: start + 1 })),
    }),
  ];
}

function createJobCall(id: string, long: Long, userMetadata: object): object {
  const settings = { inputs: [{ fileInput: long('s3://b/', 300_000) }] };
  return {
    eventSource: 'mediaconvert.amazonaws.com',
    eventName: 'CreateJob',
    responseElements: { job: { id, createdAt: T0 / 1000, settings, userMetadata } },
  };
}

function inputOf(index: number, long: Long): object {
  const uri = long(`s3://b/${index}`, 2000);
  return { id: index + 1, uri, video: [{ streamId: 1, codec: long('AVC', 100) }], audio: [{ streamId: 2 }] };
}

function outputGroupOf(index: number, long: Long): object {
  const path = long(`s3://b/${index}`, 3000);
  return {
    type: 'HLS_GROUP',
    playlistFilePaths: [path],
    outputDetails: [{ outputFilePaths: [path, path], durationInMs: 1 }],
  };
}
