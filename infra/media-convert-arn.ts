import { ArnFormat, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** The ARN of every job, or of every queue, of MediaConvert in the account and region of the stack. */
export function mediaConvertArn(scope: Construct, resource: 'jobs' | 'queues'): string {
  return Stack.of(scope).formatArn({
    service: 'mediaconvert',
    resource,
    resourceName: '*',
    arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
  });
}
