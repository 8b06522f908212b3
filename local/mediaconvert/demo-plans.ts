import type { JobPlan } from './job-plan.ts';

const HD = { width: 1920, height: 1080, frameRate: 25, codec: 'H_264' };
const TIMES = { probingMs: 1_500, uploadingMs: 4_000, updateIntervalMs: 1_000 };
const COMPLETE = { status: 'COMPLETE' } as const;

/** The jobs of the demo workload, one of each kind that a dashboard has to cope with, played over and over. */
export const DEMO_PLANS: readonly JobPlan[] = [
  {
    ...TIMES,
    input: 'masters/harbour-at-dawn.mov',
    userMetadata: { application: 'Catalog', title: 'Harbour at Dawn' },
    video: { ...HD, frames: 4_500 },
    outputs: 'HLS',
    transcodingMs: 30_000,
    hasPercentages: true,
    end: COMPLETE,
  },
  {
    ...TIMES,
    input: 'masters/night-train.mxf',
    userMetadata: { application: 'Catalog', title: 'Night Train', season: '2' },
    video: { ...HD, width: 3840, height: 2160, codec: 'HEVC', frames: 6_250 },
    outputs: 'FILE',
    transcodingMs: 40_000,
    hasPercentages: true,
    // AWS: MediaConvert User Guide, "Warning codes".
    warning: {
      code: '240000',
      message: 'MediaConvert added at least 100 milliseconds of audio silence to keep audio and video in sync.',
    },
    end: COMPLETE,
  },
  {
    ...TIMES,
    input: 'uploads/screen-recording.webm',
    userMetadata: { application: 'Support', ticket: '4711' },
    video: { ...HD, width: 1280, height: 720, frameRate: 30, codec: 'VP9', frames: 2_700 },
    outputs: 'FILE',
    transcodingMs: 18_000,
    hasPercentages: false,
    end: COMPLETE,
  },
  {
    ...TIMES,
    input: 'uploads/interview-take-3.mp4',
    userMetadata: { application: 'Newsroom', desk: 'Foreign' },
    video: { ...HD, frames: 3_000 },
    outputs: 'HLS',
    transcodingMs: 20_000,
    hasPercentages: true,
    // AWS: MediaConvert User Guide, "Error codes": 1076, file truncation error.
    end: {
      status: 'ERROR',
      at: 0.62,
      code: 1076,
      message: 'Demuxer: [ReadPacketData File read failed - end of file hit at length [93524619]. Is file truncated?]',
    },
  },
  {
    ...TIMES,
    input: 'lectures/linear-algebra-07.mp4',
    userMetadata: { application: 'Campus', course: 'MATH-201' },
    video: { ...HD, width: 1280, height: 720, frames: 7_500 },
    outputs: 'HLS',
    hop: { from: 'Lectures', afterMs: 5_000 },
    transcodingMs: 32_000,
    hasPercentages: true,
    end: COMPLETE,
  },
  {
    ...TIMES,
    input: 'rushes/A012_C004.mov',
    userMetadata: { application: 'Newsroom', desk: 'Sport' },
    video: { ...HD, frameRate: 23.98, codec: 'PRORES', frames: 2_880 },
    outputs: 'FILE',
    transcodingMs: 24_000,
    hasPercentages: true,
    end: { status: 'CANCELED', at: 0.45 },
  },
  {
    ...TIMES,
    input: 'promos/ident.ts',
    userMetadata: {},
    video: { ...HD, frames: 250 },
    outputs: 'FILE',
    probingMs: 500,
    transcodingMs: 2_500,
    uploadingMs: 1_000,
    // Most jobs are over before their first update is due.
    updateIntervalMs: 10_000,
    hasPercentages: true,
    end: COMPLETE,
  },
];
