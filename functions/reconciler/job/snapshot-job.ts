import type { Job } from '@aws-sdk/client-mediaconvert';
import type { SnapshotJob } from '../../../schema/events/job-snapshot.ts';
import { known } from '../../lib/known.ts';

/** A job as the SDK hands it over, in the spelling and the times of the wire, without what is not known. */
export function snapshotJob(job: Job): SnapshotJob {
  return known({
    status: job.Status,
    createdAt: epochSeconds(job.CreatedAt),
    timing:
      job.Timing &&
      known({
        submitTime: epochSeconds(job.Timing.SubmitTime),
        startTime: epochSeconds(job.Timing.StartTime),
        finishTime: epochSeconds(job.Timing.FinishTime),
      }),
    queue: job.Queue,
    queueTransitions: job.QueueTransitions?.map(({ SourceQueue, DestinationQueue, Timestamp }) =>
      known({ sourceQueue: SourceQueue, destinationQueue: DestinationQueue, timestamp: epochSeconds(Timestamp) }),
    ),
    userMetadata: job.UserMetadata,
    statusUpdateInterval: job.StatusUpdateInterval,
    jobPercentComplete: job.JobPercentComplete,
    currentPhase: job.CurrentPhase,
    retryCount: job.RetryCount,
    errorCode: job.ErrorCode,
    errorMessage: job.ErrorMessage,
    warnings: job.Warnings?.map(({ Code, Count }) => known({ code: Code, count: Count })),
    outputGroupDetails: job.OutputGroupDetails?.map(({ OutputDetails }) =>
      known({
        outputDetails: OutputDetails?.map(({ DurationInMs, VideoDetails }) =>
          known({
            durationInMs: DurationInMs,
            videoDetails:
              VideoDetails && known({ widthInPx: VideoDetails.WidthInPx, heightInPx: VideoDetails.HeightInPx }),
          }),
        ),
      }),
    ),
  });
}

function epochSeconds(date: Date | undefined): number | undefined {
  return date && date.getTime() / 1000;
}
