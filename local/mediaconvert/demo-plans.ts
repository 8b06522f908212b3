import type { CreateJobCommandInput, Output } from '@aws-sdk/client-mediaconvert';

/** A job of the demo workload. */
export type DemoPlan = {
  /** The file in `media/`, and the object keys under which it is the job's inputs, one after another. */
  media: string;
  inputs: string[];
  userMetadata: Record<string, string>;
  outputs: 'HLS' | 'FILE';
  queue?: string;
  hopAfterMinutes?: number;
  /** Tags beside those of every demo job. */
  tags?: Record<string, string>;
  /** The percentage at which it is cancelled. */
  cancelAt?: number;
  /** Whether it is over before its first update is due, as most jobs are. */
  short?: true;
};

/** The clock of the demo's jobs: an update interval of 10 s, MediaConvert's least, lasts a second. */
const DEMO_SPEED = 10;

/** The bucket of the inputs. */
export const DEMO_BUCKET = 'demo-media';

const HEIGHTS = { HLS: [1080, 720, 432], FILE: [1080] };

/** The jobs of the demo workload, one of each kind that a dashboard has to cope with, created over and over. */
export const DEMO_PLANS: readonly DemoPlan[] = [
  {
    media: 'harbour.mp4',
    inputs: ['masters/harbour-at-dawn.mp4', 'masters/harbour-at-dusk.mp4', 'masters/harbour-at-night.mp4'],
    userMetadata: { application: 'Catalog', title: 'Harbour at Dawn' },
    outputs: 'HLS',
  },
  {
    media: 'night-train.mov',
    inputs: Array.from({ length: 8 }, (_, reel) => `masters/night-train-${reel + 1}.mov`),
    userMetadata: { application: 'Catalog', title: 'Night Train', season: '2' },
    outputs: 'FILE',
    tags: { 'simulate:warning': '240000' },
  },
  {
    media: 'screen.webm',
    inputs: ['uploads/screen-recording.webm'],
    userMetadata: { application: 'Support', ticket: '4711' },
    outputs: 'HLS',
    tags: { 'simulate:noPercentages': 'true' },
  },
  {
    media: 'harbour.mp4',
    inputs: ['uploads/interview-take-3.mp4', 'uploads/interview-take-4.mp4'],
    userMetadata: { application: 'Newsroom', desk: 'Foreign' },
    outputs: 'HLS',
    tags: { 'simulate:error': '1076@0.62' },
  },
  {
    media: 'harbour.mp4',
    inputs: ['lectures/linear-algebra-06.mp4', 'lectures/linear-algebra-06b.mp4'],
    userMetadata: { application: 'Campus', course: 'MATH-201' },
    outputs: 'HLS',
    queue: 'Lectures',
  },
  // The queue works on one lecture at a time, so this one waits until it hops.
  {
    media: 'harbour.mp4',
    inputs: ['lectures/linear-algebra-07.mp4', 'lectures/linear-algebra-07b.mp4'],
    userMetadata: { application: 'Campus', course: 'MATH-201' },
    outputs: 'HLS',
    queue: 'Lectures',
    hopAfterMinutes: 1,
  },
  {
    media: 'night-train.mov',
    inputs: ['rushes/A012_C004.mov', 'rushes/A012_C005.mov'],
    userMetadata: { application: 'Newsroom', desk: 'Sport' },
    outputs: 'HLS',
    cancelAt: 45,
  },
  { media: 'ident.mp4', inputs: ['promos/ident.mp4'], userMetadata: {}, outputs: 'FILE', short: true },
];

/** The CreateJob request of a plan. */
export function demoRequest(plan: DemoPlan, accountId: string): CreateJobCommandInput {
  const { queue, hopAfterMinutes, outputs } = plan;
  const Destination = 's3://demo-outputs/';
  return {
    Role: `arn:aws:iam::${accountId}:role/service-role/MediaConvert_Default_Role`,
    UserMetadata: plan.userMetadata,
    Tags: { 'simulate:speed': String(DEMO_SPEED), ...plan.tags },
    ...(plan.short !== true && { StatusUpdateInterval: 'SECONDS_10' }),
    ...(queue !== undefined && { Queue: queue }),
    ...(hopAfterMinutes !== undefined && { HopDestinations: [{ WaitMinutes: hopAfterMinutes, Queue: 'Default' }] }),
    Settings: {
      Inputs: plan.inputs.map((key) => ({ FileInput: `s3://${DEMO_BUCKET}/${key}`, TimecodeSource: 'ZEROBASED' })),
      OutputGroups: [
        {
          OutputGroupSettings:
            outputs === 'HLS'
              ? { Type: 'HLS_GROUP_SETTINGS', HlsGroupSettings: { Destination, SegmentLength: 6, MinSegmentLength: 0 } }
              : { Type: 'FILE_GROUP_SETTINGS', FileGroupSettings: { Destination } },
          Outputs: HEIGHTS[outputs].map((height): Output => ({
            NameModifier: `_${height}p`,
            ContainerSettings: { Container: outputs === 'HLS' ? 'M3U8' : 'MP4' },
            VideoDescription: {
              Width: Math.round((height * 16) / 9),
              Height: height,
              CodecSettings: { Codec: 'H_264', H264Settings: { RateControlMode: 'QVBR', MaxBitrate: 5_000_000 } },
            },
          })),
        },
      ],
    },
  };
}
