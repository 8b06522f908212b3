import { App, Stack, Stage, Validations } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { describe, expect, it } from 'vitest';
import { JobProgressStack } from '../../../infra/job-progress-stack.ts';
import { MediaConvertJobProgress } from '../../../infra/media-convert-job-progress.ts';
import type { MediaConvertJobProgressProps } from '../../../infra/props.ts';
import { EVERYTHING } from '../everything.ts';
import { nagFindings } from './nag-findings.ts';

const newApp = (): App =>
  new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });

const LEAST: MediaConvertJobProgressProps = { auth: ['IAM'], streams: false, monitoring: false, tracing: false };

describe("cdk-nag's packs AwsSolutions and Serverless", () => {
  it.each([{}, EVERYTHING, LEAST])('find nothing in the stack with %j', (props) => {
    const app = newApp();
    new JobProgressStack(app, 'MediaConvertJobProgress', props);

    expect(nagFindings(app)).toEqual([]);
  });

  it("find nothing of the construct in another app, with a bucket of another stack, and the app's own faults", () => {
    const app = newApp();
    const stage = new Stage(app, 'Production', { env: { account: '111111111111', region: 'eu-west-1' } });
    const media = new Bucket(new Stack(stage, 'Media'), 'Bucket');
    const stack = new Stack(stage, 'Progress');
    new MediaConvertJobProgress(stack, 'Progress', { ...EVERYTHING, mediaBuckets: [media.bucketName] });
    new Queue(stack, 'Mine');

    const findings = nagFindings(app);

    expect(findings.filter((finding) => !finding.includes('/Progress/Progress/'))).toContain(
      'AwsSolutions-SQS4 Production/Progress/Mine/Resource',
    );
    expect(findings.filter((finding) => finding.includes('/Progress/Progress/'))).toEqual([]);
  });

  it('are given a reason for what they would find, in sentences', () => {
    const app = newApp();
    new JobProgressStack(app, 'MediaConvertJobProgress', EVERYTHING);
    app.synth();

    const reasons = app.node
      .findAll()
      .flatMap(({ node }) => node.metadata)
      .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
      .flatMap(({ data }) => Object.values(data as Record<string, string>));

    expect(reasons.length).toBeGreaterThan(20);
    expect(reasons.filter((reason) => !/^[A-Z].{20,}\.$/.test(reason))).toEqual([]);
  });
});
