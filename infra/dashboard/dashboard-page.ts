import { type RemovalPolicy, Stack } from 'aws-cdk-lib';
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  HttpVersion,
  ResponseHeadersPolicy,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket, ObjectOwnership } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';
import type { ProgressApi } from '../api/progress-api.ts';
import type { Observability } from '../lambda/observability.ts';
import type { AuthMode } from '../props.ts';
import { pageHeaders } from './page-headers.ts';
import { Publisher } from './publisher.ts';

/** What the page needs to know. */
export interface DashboardPageProps {
  /** What it shows. */
  readonly api: ProgressApi;
  /** How callers of the API may prove who they are. */
  readonly auth: readonly AuthMode[];
  /** How its function tells what it does. */
  readonly observability: Observability;
  /** What becomes of the bucket when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
}

/**
 * The operators' page, by CloudFront from a private bucket. Whoever knows its address can load it, and learns where the API is; nothing in the
 * bucket opens the API: the page asks its user for a key or a token.
 */
export class DashboardPage extends Construct {
  /** Where the page is: `https://…`. */
  readonly url: string;

  constructor(scope: Construct, id: string, { api, auth, observability, removalPolicy }: DashboardPageProps) {
    super(scope, id);
    const bucket = new Bucket(this, 'Bucket', {
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      objectOwnership: ObjectOwnership.BUCKET_OWNER_ENFORCED,
      encryption: BucketEncryption.S3_MANAGED,
      enforceSSL: true,
      removalPolicy,
    });
    acknowledge(bucket, { 'AwsSolutions-S1': 'CloudFront alone reads: files of a page in which nothing is secret.' });
    const headers = new ResponseHeadersPolicy(this, 'Headers', pageHeaders(api.origins));
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'MediaConvert Job Progress',
      defaultRootObject: 'index.html',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(bucket as IBucket),
        allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: headers,
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      },
    });
    acknowledge(distribution, {
      'AwsSolutions-CFR1': 'Operators may be anywhere; what the page shows, the API alone gives.',
      'AwsSolutions-CFR2':
        'The page is a few files that are cached; the API behind it has a firewall when the prop `waf` is set.',
      'AwsSolutions-CFR3': 'Who loads the page learns nothing but where the API is, which logs who asks.',
      'AwsSolutions-CFR4':
        'The certificate is that of cloudfront.net, with which CloudFront fixes the versions of TLS itself.',
    });
    new Publisher(this, 'Publisher', {
      bucket,
      configuration: {
        graphqlUrl: api.graphqlApi.graphqlUrl,
        realtimeUrl: api.realtimeUrl,
        authorization: { ask: auth.includes('API_KEY') ? 'API_KEY' : 'TOKEN' },
      },
      toJson: (value) => Stack.of(this).toJsonString(value),
      observability,
      removalPolicy,
    });
    this.url = `https://${distribution.distributionDomainName}`;
  }
}
