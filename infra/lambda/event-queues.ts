import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import { type EventPattern, Rule } from 'aws-cdk-lib/aws-events';
import {
  EventSourceMapping,
  type EventSourceMappingOptions,
  type Function as LambdaFunction,
} from 'aws-cdk-lib/aws-lambda';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { queueTarget, type RuleTarget } from './queue-target.ts';

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

/** Makes a queue of what went wrong, which keeps its messages for 14 days, the longest that SQS offers. */
export function addDeadLetterQueue(scope: Construct, name: string, removalPolicy: RemovalPolicy): Queue {
  const queue = new Queue(scope, name, {
    retentionPeriod: Duration.days(14),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    removalPolicy,
  });
  const reason =
    'It is where messages end that failed elsewhere; nothing takes them out but people, whom an alarm calls.';
  acknowledge(queue, { 'AwsSolutions-SQS3': reason, 'Serverless-SQSRedrivePolicy': reason });
  return queue;
}

/** Makes the queue `name`, and `DeadLetterQueue` for it. */
export function addEventQueues(scope: Construct, name: string, props: EventQueuesProps): EventQueues {
  const { timeoutSeconds, maxBatchingWindowSeconds, maxReceiveCount, removalPolicy } = props;
  const deadLetterQueue = addDeadLetterQueue(scope, 'DeadLetterQueue', removalPolicy);
  const queue = new Queue(scope, name, {
    // Lambda's advice: a shorter one would hand out messages again that an invocation still holds.
    visibilityTimeout: Duration.seconds(timeoutSeconds * 6 + maxBatchingWindowSeconds),
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    deadLetterQueue: { queue: deadLetterQueue, maxReceiveCount },
  });
  return { queue, deadLetterQueue };
}

/** How a function is fed. */
export type Feed = Pick<EventSourceMappingOptions, 'batchSize' | 'maxBatchingWindow' | 'maxConcurrency'>;

/** Makes `EventSource`, which feeds the function from the queue; the function says of each message whether it failed. */
export function addEventSource(scope: Construct, target: LambdaFunction, queue: Queue, feed: Feed): void {
  const eventSource = new EventSourceMapping(scope, 'EventSource', {
    target,
    eventSourceArn: queue.queueArn,
    reportBatchItemFailures: true,
    ...feed,
  });
  const reason = 'What fails stays in the queue, which puts it into its own dead-letter queue in the end.';
  acknowledge(eventSource, { 'Serverless-LambdaEventSourceMappingDestination': reason });
  acknowledge(target, { 'Serverless-LambdaDLQ': reason });
}

/** Makes a rule of the default bus of each pattern, by its name, that fills the queue. */
export function addRules(scope: Construct, patterns: Record<string, EventPattern>, target: RuleTarget): void {
  for (const [name, eventPattern] of Object.entries(patterns))
    new Rule(scope, name, { eventPattern, targets: [queueTarget(target)] });
}
