import type { MediaConvertEvent } from '../../../schema/events/media-convert-event.ts';
import type { AwsRequest, AwsResponse, RequiredPermission } from '../../gateway/service.ts';
import type { Job } from '../job.ts';
import type { Jobs } from '../jobs.ts';
import type { Place, Queues } from '../queues.ts';

/** What the operations work on. */
export type Service = {
  place: Place;
  /** How many milliseconds of the service's clock pass in one of this machine's. */
  speed: number;
  jobs: Jobs;
  queues: Queues;
  send(job: Job, event: MediaConvertEvent): void;
};

/** An operation of the API. `name` is the last part of the path, decoded, where its path has one. */
export type Operation = {
  method: string;
  path: RegExp;
  permissions(request: AwsRequest, place: Place, name: string): RequiredPermission[];
  handle(request: AwsRequest, service: Service, name: string): AwsResponse;
};
