import type { InputDetail } from '../../schema/events/job-state-change.ts';
import { readSample, sampleEvent, type TestEvent } from '../../test/end-to-end/test-stack.ts';

/** A job to tell of. */
export type MeasuredJob = {
  id: string;
  /** URIs of its inputs. */
  inputs: readonly string[];
};

const USER_METADATA = { application: 'Catalog', title: 'Harbour at Dawn' };

/** The documented event of a status, as one of the job. `timestamp` in epoch milliseconds. */
export async function stateChange(job: MeasuredJob, status: string, timestamp: number): Promise<TestEvent> {
  const event = await sampleEvent(status, job.id, timestamp);
  const { inputDetails } = event.detail as { inputDetails?: InputDetail[] };
  const [input] = inputDetails ?? [];
  const inputs = input && job.inputs.map((uri, index) => ({ ...input, id: index + 1, uri }));
  return {
    ...event,
    detail: { ...event.detail, userMetadata: USER_METADATA, ...(inputs && { inputDetails: inputs }) },
  };
}

/** The STATUS_UPDATE at which so much is done, from 0 to 1. */
export async function statusUpdate(job: MeasuredJob, done: number, timestamp: number): Promise<TestEvent> {
  const event = await stateChange(job, 'STATUS_UPDATE', timestamp);
  const percent = Math.round(100 * done);
  const { jobProgress } = event.detail as { jobProgress?: { phaseProgress: object } };
  return {
    ...event,
    detail: {
      ...event.detail,
      framesDecoded: Math.round(30_000 * done),
      jobProgress: {
        ...jobProgress,
        phaseProgress: {
          ...jobProgress?.phaseProgress,
          TRANSCODING: { status: 'PROGRESSING', percentComplete: percent },
        },
        jobPercentComplete: percent,
      },
    },
  };
}

/** What CloudTrail records of the job's creation: an output group with three outputs. */
export async function createJobCall({ id, inputs }: MeasuredJob, timestamp: number): Promise<unknown> {
  const event = JSON.parse(await readSample('CreateJob')) as CreateJobCall;
  const settings = {
    inputs: inputs.map((fileInput) => ({ ...INPUT, fileInput })),
    outputGroups: [{ ...OUTPUT_GROUP, outputs: [1080, 720, 432].map(output) }],
    timecodeConfig: { source: 'ZEROBASED' },
  };
  const { detail } = event;
  const { job } = detail.responseElements;
  return {
    ...event,
    id: crypto.randomUUID(),
    time: new Date(timestamp).toISOString(),
    detail: {
      ...detail,
      requestParameters: { ...detail.requestParameters, settings, userMetadata: USER_METADATA },
      responseElements: {
        job: { ...job, id, settings, userMetadata: USER_METADATA, createdAt: Math.floor(timestamp / 1000) },
      },
    },
  };
}

type CreateJobCall = { detail: { requestParameters: object; responseElements: { job: object } } };

const INPUT = {
  audioSelectors: { 'Audio Selector 1': { defaultSelection: 'DEFAULT' } },
  videoSelector: { colorSpace: 'FOLLOW' },
  timecodeSource: 'ZEROBASED',
};
const OUTPUT_GROUP = {
  name: 'Apple HLS',
  outputGroupSettings: {
    type: 'HLS_GROUP_SETTINGS',
    hlsGroupSettings: { destination: 's3://amzn-s3-demo-bucket/out/', segmentLength: 6, minSegmentLength: 0 },
  },
};
const output = (height: number): object => ({
  nameModifier: `_${height}p`,
  containerSettings: { container: 'M3U8' },
  videoDescription: {
    width: Math.round((height * 16) / 9),
    height,
    codecSettings: { codec: 'H_264', h264Settings: { rateControlMode: 'QVBR', maxBitrate: 5_000_000 } },
  },
  audioDescriptions: [
    {
      codecSettings: {
        codec: 'AAC',
        aacSettings: { bitrate: 96_000, codingMode: 'CODING_MODE_2_0', sampleRate: 48_000 },
      },
    },
  ],
});
