import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Credentials } from '../iam/principal.ts';
import { invokeFunction } from './invoke-function.ts';
import type { Target } from './read-rules.ts';
import { sendToQueue } from './send-to-queue.ts';

/** What brings the events of one rule to its targets, over the wire. */
export type RuleClient = {
  /** Brings the bodies to the target in order. Rejects when it did not take all of them, tried four times. */
  send(target: Target, bodies: readonly string[]): Promise<void>;
  destroy(): void;
};

/** A client under the credentials of `events.amazonaws.com` acting for a rule. */
export function createRuleClient(options: { endpoint: string; region: string; credentials: Credentials }): RuleClient {
  const sqs = new SQSClient({ ...options, maxAttempts: 4 });
  const lambda = new LambdaClient({ ...options, maxAttempts: 4 });
  return {
    send: (target, bodies) =>
      'queueUrl' in target
        ? sendToQueue(sqs, target.queueUrl, bodies)
        : invokeFunction(lambda, target.functionArn, bodies),
    destroy() {
      sqs.destroy();
      lambda.destroy();
    },
  };
}
