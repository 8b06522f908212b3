import { Stack } from 'aws-cdk-lib';
import { type PrincipalBase, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IConstruct } from 'constructs';

/** What reading a stream takes. Neither list is longer than what AWS says. */
export const READ_ACTIONS: Record<'firehose' | 'lambda', string[]> = {
  // AWS: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3
  firehose: ['kinesis:DescribeStream', 'kinesis:GetRecords', 'kinesis:GetShardIterator', 'kinesis:ListShards'],
  // AWS: https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html. SubscribeToShard is for a registered
  // consumer, which has an ARN of its own: who registers one grants it.
  lambda: [
    'kinesis:DescribeStream',
    'kinesis:DescribeStreamSummary',
    'kinesis:GetRecords',
    'kinesis:GetShardIterator',
    'kinesis:ListShards',
  ],
};

/**
 * Lambda, on behalf of functions of the stack's own account only.
 * AWS: https://docs.aws.amazon.com/lambda/latest/dg/permissions-managed-policies.html
 */
export function lambdaPrincipal(scope: IConstruct): PrincipalBase {
  return new ServicePrincipal('lambda.amazonaws.com').withConditions({
    StringEquals: { 'aws:SourceAccount': Stack.of(scope).account },
  });
}

/**
 * Firehose, on behalf of the stack's own account only: it gives the account as the external id.
 * AWS: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#firehose-assume-role
 */
export function firehosePrincipal(scope: IConstruct): PrincipalBase {
  return new ServicePrincipal('firehose.amazonaws.com').withConditions({
    StringEquals: { 'sts:ExternalId': Stack.of(scope).account },
  });
}
