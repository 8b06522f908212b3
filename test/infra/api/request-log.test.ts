import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { describe, expect, it } from 'vitest';
import { namesOf, permissionsOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize({ logRetentionDays: RetentionDays.ONE_MONTH });

describe('the log of the API', () => {
  it('has the errors of fields, and nothing that callers send or get', () => {
    expect(propertiesOf(synthesis, 'ApiGraphQL')['LogConfig']).toEqual({
      CloudWatchLogsRoleArn: '${ApiLogRole.Arn}',
      FieldLogLevel: 'ERROR',
      ExcludeVerboseContent: true,
    });
  });

  it('is where AppSync writes, and is kept for `logRetentionDays`', () => {
    expect(propertiesOf(synthesis, 'ApiLogGroup')).toEqual({
      LogGroupName: '/aws/appsync/apis/${ApiGraphQL.ApiId}',
      RetentionInDays: 30,
    });
    expect(namesOf(synthesis, 'Custom::LogRetention')).toEqual([]);
  });

  it('is all that its role may write to', () => {
    expect(propertiesOf(synthesis, 'ApiLogRole')['AssumeRolePolicyDocument']).toMatchObject({
      Statement: [{ Principal: { Service: 'appsync.amazonaws.com' } }],
    });
    expect(permissionsOf(synthesis, 'ApiLogRole')).toEqual([
      { Effect: 'Allow', Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Resource: '${ApiLogGroup.Arn}' },
    ]);
  });
});
