import type { Logger } from '@aws-lambda-powertools/logger';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { asError } from './as-error.ts';

/** Carries out what CloudFormation asks of the custom resource, and answers it. Throws only when the answer does not arrive. */
export type CustomResource = (event: CloudFormationCustomResourceEvent) => Promise<void>;

/**
 * Makes the handler of a custom resource. `carryOut` does what is asked and gives the resource's physical id; what it throws is logged with
 * `failure`, and told CloudFormation as the reason.
 */
export function customResource(
  carryOut: (event: CloudFormationCustomResourceEvent) => Promise<string>,
  failure: string,
  logger: Logger,
): CustomResource {
  return async (event) => {
    // CloudFormation waits for an hour when it gets no answer: whatever happens, there is one.
    const outcome = await carryOut(event).then(
      (PhysicalResourceId): Outcome => ({ Status: 'SUCCESS', PhysicalResourceId }),
      (thrown: unknown): Outcome => {
        const error = asError(thrown);
        logger.error(failure, { error });
        const Reason = `${error.name}: ${error.message}`;
        const PhysicalResourceId = 'PhysicalResourceId' in event ? event.PhysicalResourceId : event.LogicalResourceId;
        return { Status: 'FAILED', Reason, PhysicalResourceId };
      },
    );
    await answer(event, outcome);
  };
}

type Outcome = { PhysicalResourceId: string } & ({ Status: 'SUCCESS' } | { Status: 'FAILED'; Reason: string });

// AWS: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html
async function answer(event: CloudFormationCustomResourceEvent, outcome: Outcome): Promise<void> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const response: CloudFormationCustomResourceResponse = { StackId, RequestId, LogicalResourceId, ...outcome };
  const { ok, status } = await fetch(event.ResponseURL, {
    method: 'PUT',
    // Bytes, because a text would get a content type, which the signature of the URL does not know.
    body: Buffer.from(JSON.stringify(response)),
  });
  if (!ok) throw new Error(`CloudFormation did not take the answer: HTTP ${status}`);
}
