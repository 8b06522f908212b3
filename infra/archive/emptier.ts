import { CustomResource, type RemovalPolicy } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { allow } from '../allow.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import type { Observability } from '../lambda/observability.ts';

/** What emptying needs to know. */
export interface EmptierProps {
  /** What is emptied before it is deleted. It keeps no versions. */
  readonly bucket: Bucket;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** The bucket's: one that is kept is not emptied. */
  readonly removalPolicy: RemovalPolicy;
}

// Some 1,000 objects are deleted a second: the longest that Lambda offers is enough for a year of the archive.
const TIMEOUT_SECONDS = 900;

/**
 * The Lambda function that empties a bucket when the bucket is about to be deleted, which CloudFormation can only do with
 * empty ones. CDK's `autoDeleteObjects` would do it too, but leaves its log group behind, and asks for wildcards.
 */
export class Emptier extends BundledFunction {
  /** Stands for the bucket's objects. What writes them must depend on it, so as to be deleted before. */
  readonly objects: CustomResource;

  constructor(scope: Construct, id: string, { bucket, observability, removalPolicy }: EmptierProps) {
    super(scope, id, {
      description: 'Empties the archive before it is deleted',
      entry: 'functions/emptier/handler.ts',
      statements: [allow(['s3:ListBucket'], bucket.bucketArn), allow(['s3:DeleteObject'], bucket.arnForObjects('*'))],
      wildcards: [{ resource: bucket.arnForObjects('*'), reason: 'All objects of the archive are deleted with it.' }],
      environment: {},
      timeoutSeconds: TIMEOUT_SECONDS,
      memorySizeMiB: 256,
      observability,
      removalPolicy,
    });
    acknowledge(this.lambdaFunction, {
      'Serverless-LambdaDLQ':
        'CloudFormation waits for its answer, and tells whoever deletes the stack when none comes.',
    });
    this.objects = new CustomResource(this, 'Objects', {
      resourceType: 'Custom::ArchivedObjects',
      serviceToken: this.lambdaFunction.functionArn,
      properties: { BucketName: bucket.bucketName },
      // It is there in either case: if it came and went with the policy, a change to RETAIN would delete it, and so the objects.
      removalPolicy,
    });
  }
}
