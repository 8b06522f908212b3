import type { ApiCall } from '../../schema/events/api-call.ts';
import { wholeSeconds } from './event-time.ts';
import { baseName, inputUri, outputPrefix } from './job-details.ts';
import type { JobPlan } from './job-plan.ts';

type CallOptions = {
  plan: JobPlan;
  jobId: string;
  jobArn: string;
  queue: string;
  region: string;
  accountId: string;
  submittedMs: number;
};

/**
 * The CloudTrail records of the job: its creation, and its cancellation so long after it.
 * AWS: MediaConvert User Guide, "Logging AWS Elemental MediaConvert API calls with AWS CloudTrail".
 */
export function apiCallRecords(options: CallOptions): { createJob: ApiCall; cancelJob(afterMs: number): ApiCall } {
  const { plan, jobId, jobArn, queue, region, accountId, submittedMs } = options;
  const role = `arn:aws:iam::${accountId}:role/service-role/MediaConvert_Default_Role`;
  const settings = jobSettings(plan, jobId);
  const metadata = Object.keys(plan.userMetadata).length === 0 ? {} : { userMetadata: plan.userMetadata };
  const asked = { settings, role, queue, priority: 0, statusUpdateInterval: 'SECONDS_10', ...metadata };
  // Rounded to the nearest second, where event times are cut off.
  const createdAt = Math.round(submittedMs / 1_000);

  const call = (atMs: number, detail: object): ApiCall => {
    const eventTime = wholeSeconds(atMs);
    const record = {
      eventVersion: '1.09',
      userIdentity: { type: 'AssumedRole', arn: `arn:aws:sts::${accountId}:assumed-role/demo/demo`, accountId },
      eventTime,
      eventSource: 'mediaconvert.amazonaws.com',
      awsRegion: region,
      sourceIPAddress: '127.0.0.1',
      userAgent: 'demo',
      ...detail,
      readOnly: false,
      eventType: 'AwsApiCall',
      managementEvent: true,
      recipientAccountId: accountId,
      eventCategory: 'Management',
    };
    return {
      'detail-type': 'AWS API Call via CloudTrail',
      source: 'aws.mediaconvert',
      time: eventTime,
      resources: [],
      detail: record as unknown as ApiCall['detail'],
    };
  };

  return {
    createJob: call(submittedMs, {
      eventName: 'CreateJob',
      requestParameters: asked,
      responseElements: {
        job: {
          ...asked,
          arn: jobArn,
          id: jobId,
          createdAt,
          status: 'SUBMITTED',
          timing: { submitTime: createdAt },
          billingTagsSource: 'JOB',
          accelerationSettings: { mode: 'DISABLED' },
          accelerationStatus: 'NOT_APPLICABLE',
          messages: { info: [], warning: [] },
        },
      },
    }),
    cancelJob: (afterMs) =>
      call(submittedMs + afterMs, {
        eventName: 'CancelJob',
        requestParameters: { id: jobId },
        responseElements: null,
      }),
  };
}

function jobSettings(plan: JobPlan, jobId: string): object {
  const heights = plan.outputs === 'HLS' ? [1080, 720, 432] : [1080];
  const destination = outputPrefix(jobId) + baseName(plan.input);
  return {
    timecodeConfig: { source: 'ZEROBASED' },
    inputs: [
      {
        fileInput: inputUri(plan),
        timecodeSource: 'ZEROBASED',
        audioSelectors: { 'Audio Selector 1': { defaultSelection: 'DEFAULT' } },
      },
    ],
    outputGroups: [
      {
        name: plan.outputs === 'HLS' ? 'Apple HLS' : 'File Group',
        outputGroupSettings:
          plan.outputs === 'HLS'
            ? { type: 'HLS_GROUP_SETTINGS', hlsGroupSettings: { destination, segmentLength: 6 } }
            : { type: 'FILE_GROUP_SETTINGS', fileGroupSettings: { destination } },
        outputs: heights.map((height) => ({
          videoDescription: {
            width: Math.round((height * 16) / 9),
            height,
            codecSettings: { codec: 'H_264', h264Settings: { rateControlMode: 'QVBR', maxBitrate: 5_000_000 } },
          },
          audioDescriptions: [{ codecSettings: { codec: 'AAC' } }],
          containerSettings: { container: plan.outputs === 'HLS' ? 'M3U8' : 'MP4' },
        })),
      },
    ],
  };
}
