import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';

/** The queue that feeds a Lambda function with events, and the queue of those that could not be used. */
export type EventQueues = { readonly queue: Queue; readonly deadLetterQueue: Queue };

/** How a Lambda function takes events from its queue. */
export interface EventQueuesProps {
  /** Seconds that an invocation may take. */
  readonly timeoutSeconds: number;
  /** Seconds that a batch may take to fill. */
  readonly maxBatchingWindowSeconds: number;
  /** How often an event is tried before it goes to the dead-letter queue. */
  readonly maxReceiveCount: number;
  /** What becomes of the dead letters when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/** Makes the queue `name`, and `DeadLetterQueue`, which keeps its messages for 14 days, the longest that SQS offers. */
export function addEventQueues(scope: Construct, name: string, props: EventQueuesProps): EventQueues {
  const { timeoutSeconds, maxBatchingWindowSeconds, maxReceiveCount, removalPolicy } = props;
  const deadLetterQueue = new Queue(scope, 'DeadLetterQueue', {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy,
  });
  const queue = new Queue(scope, name, {
    // Lambda's advice: a shorter one would hand out messages again that an invocation still holds.
    visibilityTimeout: Duration.seconds(timeoutSeconds * 6 + maxBatchingWindowSeconds),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount },
  });
  return { queue, deadLetterQueue };
}

/** Makes a rule of the default bus of each pattern, by its name, that fills the queue. */
export function addRules(
  scope: Construct,
  patterns: Record<string, EventPattern>,
  { queue, deadLetterQueue }: EventQueues,
): void {
  for (const [name, eventPattern] of Object.entries(patterns))
    new Rule(scope, name, { eventPattern, targets: [new SqsQueue(queue, { deadLetterQueue })] });
}
