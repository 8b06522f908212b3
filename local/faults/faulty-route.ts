import { setTimeout as delay } from 'node:timers/promises';
import { jsonBody } from '../aws-json.ts';
import { errorDialect, errorResponse } from '../gateway/error-response.ts';
import { type AwsRequest, type AwsResponse, ConnectionLost, type ServiceRoute } from '../gateway/service.ts';
import type { Faults } from './create-faults.ts';
import { partialBatch, withBody } from './partial-batch.ts';
import type { Fault } from './profiles.ts';

/** Longer than most clients wait. */
export const HANG_MS = 10_000;
const SLOW_MS = 1_000;
const MAX_DELAY_SECONDS = 3;

/** The codes of too much and of a failure, by service. AWS: the error pages of each service's API reference. */
const REFUSALS: Record<string, Record<'THROTTLE' | 'FAIL', [status: number, type: string]>> = {
  dynamodb: {
    THROTTLE: [400, 'ProvisionedThroughputExceededException'],
    FAIL: [500, 'InternalServerError'],
  },
  kinesis: { THROTTLE: [400, 'ProvisionedThroughputExceededException'], FAIL: [500, 'InternalFailure'] },
  sqs: { THROTTLE: [400, 'RequestThrottled'], FAIL: [500, 'InternalFailure'] },
  s3: { THROTTLE: [503, 'SlowDown'], FAIL: [500, 'InternalError'] },
  mediaconvert: { THROTTLE: [429, 'TooManyRequestsException'], FAIL: [500, 'InternalServerErrorException'] },
  lambda: { THROTTLE: [429, 'TooManyRequestsException'], FAIL: [500, 'ServiceException'] },
  events: { THROTTLE: [400, 'ThrottlingException'], FAIL: [500, 'InternalException'] },
};
const OTHER_REFUSAL = { THROTTLE: [400, 'ThrottlingException'], FAIL: [500, 'InternalFailure'] } as const;

/** A service with which things go wrong, once a request is authorized. */
export function faultyRoute(service: string, route: ServiceRoute, faults: Faults): ServiceRoute {
  return {
    ...route,
    async handle(request) {
      const fault = faults.draw(service, request.operation);
      return fault === undefined ? route.handle(request) : handleWrongly(fault, request, route.handle, faults);
    },
  };
}

async function handleWrongly(
  fault: Fault,
  request: AwsRequest,
  handle: ServiceRoute['handle'],
  { random }: Faults,
): Promise<AwsResponse> {
  switch (fault) {
    case 'THROTTLE':
    case 'FAIL': {
      const [status, type] = (REFUSALS[request.service] ?? OTHER_REFUSAL)[fault];
      return errorResponse(errorDialect(request.service), status, type, 'Made to go wrong.');
    }
    case 'RESET':
      throw new ConnectionLost();
    case 'HANG':
      await delay(HANG_MS, undefined, { ref: false });
      throw new ConnectionLost();
    case 'LOSE_ANSWER':
      await handle(request);
      throw new ConnectionLost();
    case 'SLOW': {
      const answer = await handle(request);
      await delay(random() * SLOW_MS);
      return answer;
    }
    case 'PARTIAL':
      return partialBatch(request, handle, () => random() < 0.5);
    case 'DUPLICATE': {
      const answer = await handle(request);
      await handle(request);
      return answer;
    }
    case 'DELAY':
      return handle(delayed(request, 1 + Math.floor(random() * MAX_DELAY_SECONDS)));
  }
}

/** AWS: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatchRequestEntry.html */
function delayed(request: AwsRequest, seconds: number): AwsRequest {
  const { Entries, ...body } = jsonBody(request);
  return withBody(
    request,
    Array.isArray(Entries)
      ? { ...body, Entries: Entries.map((entry: object) => ({ ...entry, DelaySeconds: seconds })) }
      : { ...body, DelaySeconds: seconds },
  );
}
