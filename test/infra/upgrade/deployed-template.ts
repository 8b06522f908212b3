import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { JobProgressStack } from '../../../infra/job-progress-stack.ts';
import type { MediaConvertJobProgressProps } from '../../../infra/props.ts';

/** A resource as the template has it. */
type Resource = { Type: string; Properties?: Record<string, unknown>; DeletionPolicy?: string };

/** What CloudFormation is given: logical ids with prefix and hash, references as they are written there. */
export type DeployedTemplate = { Resources: Record<string, Resource>; Outputs?: Record<string, unknown> };

/** What cannot be had back, or not under the address that its users know, when CloudFormation makes a new one in its place. */
const STATEFUL = [
  'AWS::AppSync::ApiKey',
  'AWS::AppSync::GraphQLApi',
  'AWS::Cognito::UserPool',
  'AWS::Cognito::UserPoolClient',
  'AWS::DynamoDB::Table',
  'AWS::Kinesis::Stream',
  'AWS::KinesisFirehose::DeliveryStream',
  'AWS::Logs::LogGroup',
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
];

/** The template of the stack, as it is deployed but for the code of its functions. */
export function templateWith(props: MediaConvertJobProgressProps = {}): DeployedTemplate {
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    context: { 'aws:cdk:bundling-stacks': [] },
  });
  return Template.fromStack(new JobProgressStack(app, 'MediaConvertJobProgress', props)).toJSON() as DeployedTemplate;
}

/** The template without what can be made anew at any time. */
export function statefulPart({ Resources: resources }: DeployedTemplate): DeployedTemplate {
  return {
    Resources: Object.fromEntries(Object.entries(resources).filter(([, { Type: type }]) => STATEFUL.includes(type))),
  };
}

const LOSSES: readonly ResourceImpact[] = [
  ResourceImpact.WILL_REPLACE,
  ResourceImpact.MAY_REPLACE,
  ResourceImpact.WILL_DESTROY,
  ResourceImpact.WILL_ORPHAN,
];

/** What becomes, when one template is deployed over another, of the resources that do not stay: the impact by the logical id. */
export function lossesBetween(before: DeployedTemplate, after: DeployedTemplate): Record<string, ResourceImpact> {
  const { changes } = fullDiff(before, after).resources;
  return Object.fromEntries(
    Object.entries(changes).flatMap(([id, { changeImpact: impact }]) =>
      LOSSES.includes(impact) ? [[id, impact]] : [],
    ),
  );
}
