import { APPSYNC_IDENTITIES } from './appsync-identities.ts';
import { COGNITO_IDENTITIES } from './cognito-identities.ts';
import type { Identify } from './identity.ts';

/**
 * What `Ref` and `Fn::GetAtt` give, by resource type.
 * AWS: the return values at https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html
 */
export const IDENTITIES: Partial<Record<string, Identify>> = {
  ...APPSYNC_IDENTITIES,
  ...COGNITO_IDENTITIES,
  'AWS::DynamoDB::Table': table,
  'AWS::DynamoDB::GlobalTable': table,
  'AWS::Kinesis::Stream': ({ name, arn }) => {
    const stream = name('Name', 128);
    return { ref: stream, attributes: { Arn: arn('kinesis', `stream/${stream}`) } };
  },
  'AWS::SQS::Queue': ({ name, arn, property, environment: { gatewayUrl, accountId } }) => {
    const fifo = property('FifoQueue') === 'true';
    const queue = fifo && property('QueueName') === undefined ? `${name('QueueName', 75)}.fifo` : name('QueueName', 80);
    const url = `${gatewayUrl}/${accountId}/${queue}`;
    return { ref: url, attributes: { Arn: arn('sqs', queue), QueueName: queue, QueueUrl: url } };
  },
  'AWS::SQS::QueuePolicy': named('PolicyName'),
  'AWS::S3::Bucket': (resource) => {
    // AWS: bucket names have no capital letters.
    const bucket = resource.name('BucketName', 63).toLowerCase();
    return {
      ref: bucket,
      attributes: {
        Arn: `arn:aws:s3:::${bucket}`,
        DomainName: `${bucket}.s3.amazonaws.com`,
        RegionalDomainName: `${bucket}.s3.${resource.environment.region}.amazonaws.com`,
      },
    };
  },
  'AWS::CloudFront::Distribution': ({ id, environment: { accountId } }) => ({
    ref: id(14).toUpperCase(),
    attributes: {
      Id: id(14).toUpperCase(),
      DomainName: `d${id(13)}.cloudfront.net`,
      Arn: `arn:aws:cloudfront::${accountId}:distribution/${id(14).toUpperCase()}`,
    },
  }),
  'AWS::CloudFront::OriginAccessControl': ({ id }) => ({
    ref: id(14).toUpperCase(),
    attributes: { Id: id(14).toUpperCase() },
  }),
  'AWS::CloudFront::ResponseHeadersPolicy': ({ id }) => ({ ref: id(36), attributes: { Id: id(36) } }),
  'AWS::S3::BucketPolicy': ({ property }) => ({ ref: property('Bucket') ?? '', attributes: {} }),
  'AWS::IAM::Role': ({ name, id, property, environment: { accountId } }) => {
    const role = name('RoleName', 64);
    return {
      ref: role,
      attributes: {
        Arn: `arn:aws:iam::${accountId}:role${property('Path') ?? '/'}${role}`,
        RoleId: `AROA${id(17).toUpperCase()}`,
      },
    };
  },
  'AWS::IAM::Policy': ({ property }) => ({ ref: property('PolicyName') ?? '', attributes: {} }),
  'AWS::IAM::ManagedPolicy': ({ name, property, environment: { accountId } }) => {
    const arn = `arn:aws:iam::${accountId}:policy${property('Path') ?? '/'}${name('ManagedPolicyName', 128)}`;
    return { ref: arn, attributes: { PolicyArn: arn } };
  },
  'AWS::Lambda::Function': ({ name, arn }) => {
    const lambdaFunction = name('FunctionName', 64);
    return { ref: lambdaFunction, attributes: { Arn: arn('lambda', `function:${lambdaFunction}`) } };
  },
  'AWS::Lambda::Version': ({ property, arn }) => {
    const ref = arn('lambda', `function:${functionName(property('FunctionName') ?? '')}:1`);
    return { ref, attributes: { FunctionArn: ref, Version: '1' } };
  },
  'AWS::Lambda::Alias': ({ property, arn }) => {
    const ref = arn('lambda', `function:${functionName(property('FunctionName') ?? '')}:${property('Name') ?? ''}`);
    return { ref, attributes: { AliasArn: ref } };
  },
  'AWS::Lambda::LayerVersion': ({ name, arn }) => {
    const ref = arn('lambda', `layer:${name('LayerName', 140)}:1`);
    return { ref, attributes: { LayerVersionArn: ref } };
  },
  'AWS::Lambda::EventSourceMapping': ({ id, arn }) => ({
    ref: id(32),
    attributes: { Id: id(32), EventSourceMappingArn: arn('lambda', `event-source-mapping:${id(32)}`) },
  }),
  'AWS::Lambda::Permission': named('Id'),
  'AWS::Events::EventBus': ({ property, arn }) => {
    const bus = property('Name') ?? '';
    return { ref: bus, attributes: { Name: bus, Arn: arn('events', `event-bus/${bus}`) } };
  },
  'AWS::Events::Rule': ({ name, property, arn }) => {
    const rule = name('Name', 64);
    // AWS: a bus is named by its name or its ARN; the ARN of a rule on the default bus does not name it.
    const bus = property('EventBusName')?.split('/').at(-1) ?? 'default';
    const path = bus === 'default' ? `rule/${rule}` : `rule/${bus}/${rule}`;
    return { ref: bus === 'default' ? rule : `${bus}|${rule}`, attributes: { Arn: arn('events', path) } };
  },
  'AWS::Scheduler::Schedule': ({ name, property, arn }) => {
    const schedule = name('Name', 64);
    const path = `schedule/${property('GroupName') ?? 'default'}/${schedule}`;
    return { ref: schedule, attributes: { Arn: arn('scheduler', path) } };
  },
  'AWS::KinesisFirehose::DeliveryStream': ({ name, arn }) => {
    const stream = name('DeliveryStreamName', 64);
    return { ref: stream, attributes: { Arn: arn('firehose', `deliverystream/${stream}`) } };
  },
  'AWS::Logs::LogGroup': ({ name, arn }) => {
    const group = name('LogGroupName', 512);
    return { ref: group, attributes: { Arn: arn('logs', `log-group:${group}:*`) } };
  },
  'AWS::Logs::LogStream': ({ name }) => ({ ref: name('LogStreamName', 512), attributes: {} }),
  'AWS::WAFv2::WebACL': ({ name, id, property, arn }) => {
    const [acl, key] = [name('Name', 128), id(36)];
    return {
      ref: `${acl}|${key}|${property('Scope') ?? ''}`,
      attributes: { Id: key, Arn: arn('wafv2', `regional/webacl/${acl}/${key}`) },
    };
  },
  'AWS::SNS::Topic': ({ name, arn }) => {
    const topic = name('TopicName', 256);
    return { ref: arn('sns', topic), attributes: { TopicArn: arn('sns', topic), TopicName: topic } };
  },
  'AWS::CloudWatch::Alarm': alarm,
  'AWS::CloudWatch::CompositeAlarm': (resource) => {
    const { attributes } = alarm(resource);
    return { ref: attributes['Arn'] ?? '', attributes };
  },
  'AWS::CloudWatch::Dashboard': named('DashboardName'),
};

function table({ name, id, arn }: Parameters<Identify>[0]): ReturnType<Identify> {
  const tableName = name('TableName', 255);
  const tableArn = arn('dynamodb', `table/${tableName}`);
  return { ref: tableName, attributes: { Arn: tableArn, StreamArn: `${tableArn}/stream/${id(12)}`, TableId: id(32) } };
}

function alarm({ name, arn }: Parameters<Identify>[0]): ReturnType<Identify> {
  const alarmName = name('AlarmName', 255);
  return { ref: alarmName, attributes: { Arn: arn('cloudwatch', `alarm:${alarmName}`) } };
}

function named(property: string): Identify {
  return ({ name }) => ({ ref: name(property, 255), attributes: {} });
}

/** The name of a Lambda function that is named by name or by ARN. */
function functionName(nameOrArn: string): string {
  return nameOrArn.split(':').at(-1) ?? '';
}
