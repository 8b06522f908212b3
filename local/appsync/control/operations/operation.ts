import type { AwsRequest, AwsResponse } from '../../../gateway/service.ts';
import type { AppSyncApi } from '../../api.ts';
import type { Runtime } from '../../runtime/create-runtime.ts';

/** What the operations work on. */
export type ControlOptions = {
  api: AppSyncApi;
  graphqlUrl: string;
  realtimeUrl: string;
  /** Runs what `EvaluateCode` is asked to run. */
  runtime: Pick<Runtime, 'evaluate'>;
};

/** An operation of the control API. The API that it names in its path exists. */
export type Operation = (request: AwsRequest, options: ControlOptions) => AwsResponse | Promise<AwsResponse>;
