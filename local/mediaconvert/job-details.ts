import type { InputDetail, OutputDetail, OutputGroupDetail } from '../../schema/events/job-state-change.ts';
import type { JobPlan } from './job-plan.ts';

const INPUT_BUCKET = 's3://demo-media';
const OUTPUT_BUCKET = 's3://demo-outputs';
const BITRATES = new Map([
  [1080, 5_000_000],
  [720, 2_800_000],
  [432, 1_100_000],
]);

/** Where the job reads. */
export function inputUri(plan: JobPlan): string {
  return `${INPUT_BUCKET}/${plan.input}`;
}

/** Where the job writes: a prefix of its own. */
export function outputPrefix(jobId: string): string {
  return `${OUTPUT_BUCKET}/${jobId}/`;
}

/** `inputDetails` of INPUT_INFORMATION. */
export function inputDetails(plan: JobPlan): InputDetail[] {
  const { width, height, frameRate, codec } = plan.video;
  const video = {
    streamId: 1,
    codec,
    width,
    height,
    frameRate,
    sar: '1:1',
    bitDepth: 8,
    interlaceMode: 'PROGRESSIVE',
    colorFormat: 'YUV_420',
    standard: 'UNSPECIFIED',
  };
  const audio = { streamId: 2, codec: 'AAC', channels: 2, sampleRate: 48_000, language: 'ENG' };
  return [{ id: 1, uri: inputUri(plan), video: [video], audio: [audio] }];
}

/** `outputGroupDetails` of COMPLETE. */
export function outputGroupDetails(plan: JobPlan, jobId: string): OutputGroupDetail[] {
  const name = outputPrefix(jobId) + baseName(plan.input);
  if (plan.outputs === 'FILE') {
    return [{ type: 'FILE_GROUP', outputDetails: [output(plan, `${name}.mp4`, 1080)] }];
  }
  const renditions = [1080, 720, 432].map((height) => output(plan, `${name}_${height}p.m3u8`, height));
  return [{ type: 'HLS_GROUP', playlistFilePaths: [`${name}.m3u8`], outputDetails: renditions }];
}

/** The file name without folder and ending. */
export function baseName(key: string): string {
  return key.replace(/^.*\//, '').replace(/\.[^.]*$/, '');
}

function output(plan: JobPlan, path: string, heightInPx: number): OutputDetail {
  return {
    outputFilePaths: [path],
    durationInMs: Math.round((plan.video.frames / plan.video.frameRate) * 1_000),
    videoDetails: {
      widthInPx: Math.round((heightInPx * 16) / 9),
      heightInPx,
      averageBitrate: BITRATES.get(heightInPx) ?? 0,
      qvbrAvgQuality: 7.38,
      qvbrMinQuality: 7,
      qvbrMaxQuality: 8,
      qvbrMinQualityLocation: 2_168,
      qvbrMaxQualityLocation: 5_025,
    },
  };
}
