import { App, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { AccountRootPrincipal, Role } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { InvalidPropError } from '../../infra/check-props.ts';
import { MediaConvertJobProgress } from '../../infra/media-convert-job-progress.ts';
import { readable } from './synthesize.ts';

const stackOf = (): Stack =>
  new Stack(
    new App({ builtinCloudFormationValidation: false, context: { 'aws:cdk:bundling-stacks': [] } }),
    'MediaConvertJobProgress',
  );
const stack = stackOf();
const progress = new MediaConvertJobProgress(stack, 'JobProgress');

describe('a grant', () => {
  const grants = ['grantRead', 'grantConsumeStreams', 'grantRedrive', 'grantInvokeReconciler'] as const;
  const roles = new Map(grants.map((name) => [name, new Role(stack, name, { assumedBy: new AccountRootPrincipal() })]));
  for (const [name, role] of roles) progress[name](role).assertSuccess();
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');

  /** The statements of the policy that the grant made. */
  const granted = (name: string): unknown => {
    const [, policy] = Object.entries(policies).find(([id]) => id.startsWith(name)) ?? [];
    return readable((policy?.['Properties'] as { PolicyDocument: { Statement: unknown } }).PolicyDocument.Statement);
  };

  it('to read allows to query and subscribe, field by field, and not to publish', () => {
    const fields = [
      'Query/fields/job',
      'Query/fields/jobsByStatus',
      'Query/fields/jobsByUserMetadata',
      'Query/fields/jobsByQueue',
      'Subscription/fields/onJobProgress',
      'Subscription/fields/onJobProgressByUserMetadata',
      'Subscription/fields/onAnyJobProgress',
    ];

    expect(granted('grantRead')).toEqual([
      {
        Effect: 'Allow',
        Action: 'appsync:GraphQL',
        Resource: fields.map((field) => `\${ApiGraphQL.Arn}/types/${field}`),
      },
    ]);
  });

  it('to consume streams allows to read the three', () => {
    expect(granted('grantConsumeStreams')).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'kinesis:DescribeStream',
          'kinesis:DescribeStreamSummary',
          'kinesis:GetRecords',
          'kinesis:GetShardIterator',
          'kinesis:ListShards',
        ],
        Resource: ['${StreamsEventStream.Arn}', '${StreamsJobStream.Arn}', '${StreamsMetricStream.Arn}'],
      },
    ]);
  });

  it('to redrive allows to move dead letters to where they come from, and to take undelivered events there', () => {
    expect(granted('grantRedrive')).toEqual([
      {
        Effect: 'Allow',
        Action: [
          'sqs:StartMessageMoveTask',
          'sqs:CancelMessageMoveTask',
          'sqs:ListMessageMoveTasks',
          'sqs:ReceiveMessage',
          'sqs:DeleteMessage',
          'sqs:ChangeMessageVisibility',
          'sqs:GetQueueAttributes',
        ],
        Resource: ['${IngestDeadLetterQueue.Arn}', '${AnalysisDeadLetterQueue.Arn}'],
      },
      {
        Effect: 'Allow',
        Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:ChangeMessageVisibility', 'sqs:GetQueueAttributes'],
        Resource: '${UndeliveredEvents.Arn}',
      },
      {
        Effect: 'Allow',
        Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes'],
        Resource: ['${IngestEventQueue.Arn}', '${AnalysisAnalysisQueue.Arn}'],
      },
    ]);
  });

  it('to invoke the reconciler allows that one function, and no version of it but the latest', () => {
    expect(granted('grantInvokeReconciler')).toEqual([
      {
        Effect: 'Allow',
        Action: 'lambda:InvokeFunction',
        Resource: ['${ReconcilerFunction.Arn}:$LATEST', '${ReconcilerFunction.Arn}'],
      },
    ]);
  });
});

describe('a metric', () => {
  it('is of the construct that it is asked of', () => {
    const metric = progress.metric('StandbyDuration', { period: Duration.minutes(15) });

    expect(stack.resolve(metric.toMetricConfig().metricStat)).toMatchObject({
      namespace: 'MediaConvertJobProgress',
      metricName: 'StandbyDuration',
      dimensions: [{ name: 'service', value: 'MediaConvertJobProgress/JobProgress' }],
      statistic: 'p90',
    });
    expect(metric.period).toEqual(Duration.minutes(15));
  });

  it('is of one queue, and its statistic is another, when that is asked for', () => {
    const metric = progress.metricOfQueue('JobsError', 'Default', { statistic: 'n' });

    expect(metric.toMetricConfig().metricStat).toMatchObject({
      metricName: 'JobsError',
      dimensions: [
        { name: 'queue', value: 'Default' },
        { name: 'service', value: 'MediaConvertJobProgress/JobProgress' },
      ],
      statistic: 'SampleCount',
    });
  });
});

describe('what was not asked for', () => {
  const least = new MediaConvertJobProgress(stackOf(), 'JobProgress', { streams: false, monitoring: false });

  it('is undefined', () => {
    const { streams, consumerRole, archive, dashboard } = least;

    expect({ streams, consumerRole, archive, dashboard }).toEqual({});
  });

  it('cannot be granted', () => {
    const role = new Role(least, 'Consumer', { assumedBy: new AccountRootPrincipal() });

    expect(() => least.grantConsumeStreams(role)).toThrow(
      new InvalidPropError('streams is false, but must be true for anybody to consume them.'),
    );
  });
});
