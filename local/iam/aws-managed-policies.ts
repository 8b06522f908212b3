import type { Statement } from './principal.ts';

const WRITE_LOGS: Statement[] = [
  { Effect: 'Allow', Action: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '*' },
];

/**
 * The AWS managed policies that stacks of this construct attach, by ARN.
 * AWS: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
 */
export const AWS_MANAGED_POLICIES: Partial<Record<string, Statement[]>> = {
  'arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole': WRITE_LOGS,
  'arn:aws:iam::aws:policy/service-role/AWSAppSyncPushToCloudWatchLogs': WRITE_LOGS,
};
