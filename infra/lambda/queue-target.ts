import { CfnRule, type IRuleTarget, type RuleTargetConfig } from 'aws-cdk-lib/aws-events';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Queue } from 'aws-cdk-lib/aws-sqs';

/** Where the events of a rule go. */
export type RuleTarget = {
  readonly queue: Queue;
  /** Where EventBridge puts those that the queue does not take. */
  readonly undeliveredEvents: Queue;
};

/**
 * A queue as the target of a rule, which may send to it. CDK's own `SqsQueue` lets the rule ask for the queue's URL and attributes too,
 * which takes nothing to deliver an event.
 * AWS: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sqs-permissions
 */
export function queueTarget({ queue, undeliveredEvents }: RuleTarget): IRuleTarget {
  return {
    bind(rule): RuleTargetConfig {
      const ruleArn = CfnRule.arnForRule(rule);
      for (const target of [queue, undeliveredEvents]) target.addToResourcePolicy(maySend(ruleArn, target));
      return { arn: queue.queueArn, deadLetterConfig: { arn: undeliveredEvents.queueArn }, targetResource: queue };
    },
  };
}

function maySend(ruleArn: string, queue: Queue): PolicyStatement {
  return new PolicyStatement({
    principals: [new ServicePrincipal('events.amazonaws.com')],
    actions: ['sqs:SendMessage'],
    resources: [queue.queueArn],
    conditions: { ArnEquals: { 'aws:SourceArn': ruleArn } },
  });
}
