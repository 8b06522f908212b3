import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CustomResource, type RemovalPolicy } from 'aws-cdk-lib';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import { allow } from '../allow.ts';
import { IS_BUILT, ROOT } from '../built.ts';
import { BundledFunction } from '../lambda/bundled-function.ts';
import type { Observability } from '../lambda/observability.ts';
import { bundlePage, PAGE_BUNDLE } from './bundle-page.ts';

/** What publishing needs to know. */
export interface PublisherProps {
  /** Where the page goes. It keeps no versions. */
  readonly bucket: Bucket;
  /** What the page reads as `config.json`. */
  readonly configuration: Record<string, unknown>;
  /** The configuration as text, for it has parts that only CloudFormation knows. */
  readonly toJson: (value: unknown) => string;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** The bucket's: of one that is kept nothing is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

const ENTRY = 'functions/publisher';

/**
 * The Lambda function that writes the page into its bucket at each deployment that changes it, and empties the bucket when that is
 * about to be deleted. CDK's BucketDeployment would do it too, but leaves its log group behind, and asks for managed policies and wildcards.
 */
export class Publisher extends BundledFunction {
  constructor(scope: Construct, id: string, props: PublisherProps) {
    const { bucket, configuration, toJson, observability, removalPolicy } = props;
    super(scope, id, {
      description: 'Writes the dashboard into its bucket',
      entry: `${ENTRY}/handler.ts`,
      bundle: PAGE_BUNDLE,
      statements: [
        allow(['s3:ListBucket'], bucket.bucketArn),
        allow(['s3:PutObject', 's3:DeleteObject'], bucket.arnForObjects('*')),
      ],
      wildcards: [{ resource: bucket.arnForObjects('*'), reason: 'All objects of the bucket are files of the page.' }],
      environment: {},
      timeoutSeconds: 60,
      memorySizeMiB: 256,
      observability,
      removalPolicy,
    });
    acknowledge(this.lambdaFunction, {
      'Serverless-LambdaDLQ':
        'CloudFormation waits for its answer, and tells whoever deploys the stack when none comes.',
    });
    new CustomResource(this, 'Page', {
      resourceType: 'Custom::DashboardPage',
      serviceToken: this.lambdaFunction.functionArn,
      properties: {
        BucketName: bucket.bucketName,
        Configuration: toJson(configuration),
        // CloudFormation asks for the page anew only when a property changes.
        Digest: createHash('sha256').update(pageFiles()).digest('hex'),
      },
      removalPolicy,
    });
  }
}

/** The page's files, as they lie beside the function's bundle. */
function pageFiles(): string {
  return IS_BUILT ? readFileSync(join(ROOT, ENTRY, 'page.json'), 'utf8') : bundlePage();
}
