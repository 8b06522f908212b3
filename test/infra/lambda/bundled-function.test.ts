import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Key } from 'aws-cdk-lib/aws-kms';
import { describe, expect, it } from 'vitest';
import { MediaConvertJobProgress } from '../../../infra/media-convert-job-progress.ts';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

describe('a Lambda function without `tracing`', () => {
  it('knows nothing of X-Ray, nor does its role', () => {
    const untraced = synthesize({ tracing: false });
    const functions = namesOf(untraced, 'AWS::Lambda::Function');
    const roles = namesOf(untraced, 'AWS::IAM::Role').filter((name) => 'Policies' in propertiesOf(untraced, name));

    expect(functions).not.toEqual([]);
    expect(functions.filter((name) => 'TracingConfig' in propertiesOf(untraced, name))).toEqual([]);
    expect(JSON.stringify(roles.map((role) => permissionsOf(untraced, role)))).not.toContain('xray');
  });
});

describe('the role of a Lambda function', () => {
  it('can be granted more, such as the key of a media bucket', () => {
    const app = new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new Stack(app, 'Stack');
    const { functions } = new MediaConvertJobProgress(stack, 'Progress', { monitoring: false });

    new Key(stack, 'Key').grantDecrypt(functions.analyzer);

    Template.fromStack(stack).hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt' }] },
    });
  });
});
