import { App, Stack } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import { MediaConvertJobProgress } from '../../../infra/media-convert-job-progress.ts';
import { EVERYTHING } from '../everything.ts';
import { synthesize } from '../synthesize.ts';

/** Names that need not be the only ones in an account: they belong to one API or one role, or are no more than a label. */
const NOT_UNIQUE = [
  'AWS::AppSync::DataSource Name',
  'AWS::AppSync::FunctionConfiguration DataSourceName',
  'AWS::AppSync::FunctionConfiguration Name',
  'AWS::AppSync::GraphQLApi Name',
  'AWS::AppSync::Resolver DataSourceName',
  'AWS::AppSync::Resolver FieldName',
  'AWS::AppSync::Resolver TypeName',
  'AWS::CloudWatch::Alarm MetricName',
  'AWS::IAM::RolePolicy PolicyName',
];

describe('the resources', () => {
  it('have no names of their own where a name can be there once only', () => {
    const { resources } = synthesize(EVERYTHING);

    const named = Object.values(resources).flatMap(({ Type: type, Properties: properties = {} }) =>
      Object.entries(properties)
        // What refers to another resource, or holds its id, is as different as that is.
        .filter(([key, value]) => key.endsWith('Name') && !String(value).includes('${'))
        .map(([key]) => `${type} ${key}`),
    );

    expect([...new Set(named)].sort()).toEqual(NOT_UNIQUE);
  });

  it('of two constructs fit into one stack', () => {
    const app = new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:bundling-stacks': [] } });
    const stack = new Stack(app, 'Stack');
    new MediaConvertJobProgress(stack, 'One', EVERYTHING);
    new MediaConvertJobProgress(stack, 'Other', EVERYTHING);

    expect(() => app.synth()).not.toThrow();
  });
});
