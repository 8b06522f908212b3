import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  App,
  aws_appsync as appsync,
  aws_dynamodb as dynamodb,
  aws_events as events,
  aws_events_targets as targets,
  aws_iam as iam,
  aws_kinesis as kinesis,
  aws_lambda as lambda,
  aws_logs as logs,
  aws_s3 as s3,
  aws_sqs as sqs,
  CfnCondition,
  CfnOutput,
  CfnParameter,
  CfnResource,
  Fn,
  Stack,
} from 'aws-cdk-lib';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Assembly, Resource } from '../../../local/assembly/assembly.ts';
import { loadAssembly } from '../../../local/assembly/load-assembly.ts';
import { resourceStatements } from '../../../local/iam/resource-statements.ts';
import { rolePrincipal } from '../../../local/iam/role-principal.ts';
import { isAllowed } from '../../../local/iam/evaluate.ts';

const ENVIRONMENT = {
  region: 'us-east-1',
  accountId: '000000000000',
  gatewayUrl: 'http://127.0.0.1:9000',
  graphqlUrl: 'http://127.0.0.1:4000/graphql',
  realtimeUrl: 'ws://127.0.0.1:4000/graphql/realtime',
};
const ARN = { kinesis: 'arn:aws:kinesis:us-east-1:000000000000', sqs: 'arn:aws:sqs:us-east-1:000000000000' };

let folder: string;
let directory: string;
let assembly: Assembly;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'assembly-'));
  directory = join(folder, 'cdk.out');
  synthesize(directory);
  assembly = loadAssembly(directory, ENVIRONMENT);
});

afterAll(() => rmSync(folder, { recursive: true }));

function synthesize(outdir: string): void {
  // CDK's check of the template takes longer than all the rest; what is served here is no product.
  const app = new App({ outdir, analyticsReporting: true, builtinCloudFormationValidation: false });
  const stack = new Stack(app, 'Progress');
  const table = new dynamodb.TableV2(stack, 'JobTable', {
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  });
  const named = new dynamodb.Table(stack, 'Named', {
    tableName: 'named-table',
    partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING },
  });
  (named.node.defaultChild as dynamodb.CfnTable).overrideLogicalId('Named');
  const stream = new kinesis.Stream(stack, 'JobStream');
  const dead = new sqs.Queue(stack, 'Dead', { enforceSSL: true });
  const queue = new sqs.Queue(stack, 'Queue', { deadLetterQueue: { queue: dead, maxReceiveCount: 3 } });
  const rule = new events.Rule(stack, 'Rule', { eventPattern: { source: ['aws.mediaconvert'] } });
  rule.addTarget(new targets.SqsQueue(queue));
  const code = join(folder, 'code');
  cpSync(import.meta.dirname, code, { recursive: true });
  const collector = new lambda.Function(stack, 'Collector', {
    runtime: lambda.Runtime.NODEJS_22_X,
    handler: 'index.handler',
    code: lambda.Code.fromAsset(code),
    environment: { TABLE: table.tableName, STREAM: stream.streamName, QUEUE: dead.queueUrl },
    logGroup: new logs.LogGroup(stack, 'Logs'),
  });
  collector.addEventSource(new SqsEventSource(queue));
  table.grantReadData(collector);
  stream.grantWrite(collector);
  new s3.Bucket(stack, 'Media');
  const api = new appsync.GraphqlApi(stack, 'Api', {
    name: 'progress',
    definition: appsync.Definition.fromFile(join(import.meta.dirname, '../../../schema/schema.graphql')),
    authorizationConfig: {
      additionalAuthorizationModes: [{ authorizationType: appsync.AuthorizationType.IAM }],
    },
  });
  const source = api.addDynamoDbDataSource('Jobs', dynamodb.Table.fromTableName(stack, 'Same', named.tableName));
  const resolverCode = join(folder, 'resolver.js');
  writeFileSync(resolverCode, 'export function request() { return {}; }\nexport function response() {}\n');
  const jobs = new appsync.AppsyncFunction(stack, 'GetJobs', {
    api,
    dataSource: source,
    name: 'getJobs',
    code: appsync.Code.fromAsset(resolverCode),
    runtime: appsync.FunctionRuntime.JS_1_0_0,
  });
  new appsync.Resolver(stack, 'JobsResolver', {
    api,
    typeName: 'Query',
    fieldName: 'jobsByStatus',
    pipelineConfig: [jobs],
    code: appsync.Code.fromInline('export {}'),
    runtime: appsync.FunctionRuntime.JS_1_0_0,
  });
  const parameter = new CfnParameter(stack, 'Stage', { default: 'test' });
  const never = new CfnCondition(stack, 'Never', { expression: Fn.conditionEquals(parameter.valueAsString, 'prod') });
  const always = new CfnCondition(stack, 'Always', { expression: Fn.conditionNot(never) });
  new sqs.CfnQueue(stack, 'ForProd').cfnOptions.condition = never;
  new CfnResource(stack, 'Odd', {
    type: 'Custom::Odd',
    properties: {
      sub: Fn.sub('${Named} ${Named.Arn} ${own} ${!literal} ${AWS::Region}', { own: parameter.valueAsString }),
      select: Fn.select(1, Fn.split('-', named.tableName)),
      either: Fn.conditionIf(always.logicalId, 'yes', 'no'),
      dropped: Fn.conditionIf(never.logicalId, 'yes', { Ref: 'AWS::NoValue' }),
      list: ['kept', { Ref: 'AWS::NoValue' }],
      getAttAsText: { 'Fn::GetAtt': 'Named.Arn' },
      number: 7,
    },
  });
  new CfnOutput(stack, 'GraphQLUrl', { value: api.graphqlUrl });
  new CfnOutput(stack, 'ApiKey', { value: api.apiKey ?? '' });
  new CfnOutput(stack, 'ProdOnly', { value: 'x', condition: never });
  const consumer = new iam.Role(stack, 'Consumer', { assumedBy: new iam.AccountRootPrincipal() });
  stream.grantRead(consumer);
  app.synth();
}

const the = (type: string, prefix = ''): Resource => {
  const found = assembly.resources.find((resource) => resource.type === type && resource.logicalId.startsWith(prefix));
  if (found === undefined) throw new Error(`no ${type} ${prefix}`);
  return found;
};

describe('a loaded stack', () => {
  it('has its name, place, and the outputs whose conditions hold', () => {
    const { stackName, region, accountId, outputs } = assembly;
    expect({ stackName, region, accountId, outputs }).toEqual({
      stackName: 'Progress',
      region: 'us-east-1',
      accountId: '000000000000',
      outputs: {
        GraphQLUrl: ENVIRONMENT.graphqlUrl,
        ApiKey: expect.stringMatching(/^da2-[a-z0-9]{26}$/) as string,
      },
    });
    expect(assembly.resources.some(({ logicalId }) => logicalId === 'ForProd')).toBe(false);
  });

  it('has every intrinsic function carried out', () => {
    expect(the('Custom::Odd').properties).toEqual({
      sub: 'named-table arn:aws:dynamodb:us-east-1:000000000000:table/named-table test ${literal} us-east-1',
      select: 'table',
      either: 'yes',
      list: ['kept'],
      getAttAsText: 'arn:aws:dynamodb:us-east-1:000000000000:table/named-table',
      number: 7,
    });
  });

  it('names resources alike at every load, but for API keys', () => {
    const again = loadAssembly(directory, ENVIRONMENT);
    const names = ({ resources }: Assembly) =>
      resources.filter(({ type }) => type !== 'AWS::AppSync::ApiKey').map(({ ref, attributes }) => [ref, attributes]);
    expect(names(again)).toEqual(names(assembly));
    expect(again.outputs['ApiKey']).not.toBe(assembly.outputs['ApiKey']);
  });

  it('points at its queues and streams by URL and ARN', () => {
    const queue = the('AWS::SQS::Queue', 'Queue');
    const dead = the('AWS::SQS::Queue', 'Dead');
    const { QueueName: name = '' } = queue.attributes;
    expect({ ref: queue.ref, attributes: queue.attributes, redrive: queue.properties['RedrivePolicy'] }).toEqual({
      ref: `http://127.0.0.1:9000/000000000000/${name}`,
      attributes: { Arn: `${ARN.sqs}:${name}`, QueueName: name, QueueUrl: queue.ref },
      redrive: { deadLetterTargetArn: dead.attributes['Arn'], maxReceiveCount: 3 },
    });
    const stream = the('AWS::Kinesis::Stream');
    expect(stream.attributes).toEqual({ Arn: `${ARN.kinesis}:stream/${stream.ref}` });
    expect(the('AWS::Lambda::Function', 'Collector').properties['Environment']).toEqual({
      Variables: { TABLE: the('AWS::DynamoDB::GlobalTable').ref, STREAM: stream.ref, QUEUE: dead.ref },
    });
    expect(the('AWS::Lambda::EventSourceMapping').properties).toMatchObject({
      EventSourceArn: queue.attributes['Arn'],
      FunctionName: the('AWS::Lambda::Function', 'Collector').ref,
    });
    expect(the('AWS::S3::Bucket').ref).toMatch(/^[a-z0-9.-]{3,63}$/);
  });

  it('joins the parts of its GraphQL API', () => {
    const api = the('AWS::AppSync::GraphQLApi');
    const { ApiId: apiId } = api.attributes;
    expect(apiId).toMatch(/^[a-z0-9]{26}$/);
    expect(the('AWS::AppSync::DataSource').properties).toMatchObject({
      ApiId: apiId,
      DynamoDBConfig: { TableName: 'named-table', AwsRegion: 'us-east-1' },
    });
    expect(the('AWS::AppSync::Resolver').properties).toMatchObject({
      ApiId: apiId,
      PipelineConfig: { Functions: [the('AWS::AppSync::FunctionConfiguration').attributes['FunctionId']] },
    });
  });

  it('finds its assets by object key, bare hash and S3 location', () => {
    const { S3Key: key } = the('AWS::Lambda::Function', 'Collector').properties['Code'] as { S3Key: string };
    const path = assembly.assetPath(key);
    expect(readFileSync(join(path, 'load-assembly.test.ts'), 'utf8')).toContain('by object key');
    expect(assembly.assetPath(key.replace(/\.zip$/, ''))).toBe(path);
    const location = the('AWS::AppSync::FunctionConfiguration').properties['CodeS3Location'] as string;
    expect(location).toMatch(/^s3:\/\/.*\.js$/);
    expect(readFileSync(assembly.assetPath(location), 'utf8')).toContain('export function request');
    expect(() => assembly.assetPath('absent.zip')).toThrow(`${directory}: no asset manifest names absent.zip`);
  });
});

describe('the policies of a loaded stack', () => {
  it('give a role what is granted to it, and nothing else', () => {
    const collector = rolePrincipal(assembly, the('AWS::IAM::Role', 'Collector').attributes['Arn'] ?? '');
    const table = the('AWS::DynamoDB::GlobalTable').attributes['Arn'] ?? '';
    const stream = the('AWS::Kinesis::Stream').attributes['Arn'] ?? '';
    expect(collector.arn).toBe(
      `arn:aws:sts::000000000000:assumed-role/${the('AWS::IAM::Role', 'Collector').ref}/local`,
    );
    expect([
      isAllowed(collector, 'dynamodb:GetItem', table),
      isAllowed(collector, 'kinesis:PutRecords', stream),
      isAllowed(collector, 'logs:PutLogEvents', 'arn:aws:logs:us-east-1:000000000000:log-group:x'),
      isAllowed(collector, 'dynamodb:PutItem', table),
      isAllowed(collector, 'kinesis:GetRecords', stream),
    ]).toEqual([true, true, true, false, false]);
    expect(() => rolePrincipal(assembly, 'arn:absent')).toThrow('The stack has no role arn:absent');
  });

  it('let EventBridge send for its rule only', () => {
    const queue = the('AWS::SQS::Queue', 'Queue').attributes['Arn'] ?? '';
    const eventBridge = (ruleArn: string) => ({
      arn: 'arn:aws:iam::000000000000:user/events',
      accountId: '000000000000',
      userId: 'AIDA',
      service: 'events.amazonaws.com',
      context: { 'aws:SourceArn': ruleArn },
      statements: [],
    });
    const statements = resourceStatements(assembly, queue);
    const rule = the('AWS::Events::Rule').attributes['Arn'] ?? '';
    expect(isAllowed(eventBridge(rule), 'sqs:SendMessage', queue, statements)).toBe(true);
    expect(isAllowed(eventBridge(`${rule}2`), 'sqs:SendMessage', queue, statements)).toBe(false);
    expect(resourceStatements(assembly, the('AWS::SQS::Queue', 'Dead').attributes['Arn'] ?? '')).toMatchObject([
      { Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    ]);
    expect(resourceStatements(assembly, 'arn:absent')).toEqual([]);
  });
});

describe('a directory that cannot be served', () => {
  type Json = Record<string, unknown>;
  /** The message for a copy of the assembly in which one file was changed. */
  function refusal(file: string, change: string | ((json: Json) => void)): string {
    const copy = mkdtempSync(join(folder, 'broken-'));
    cpSync(directory, copy, { recursive: true });
    const path = join(copy, file);
    if (typeof change === 'string') writeFileSync(path, change);
    else {
      const json = JSON.parse(readFileSync(path, 'utf8')) as Json;
      change(json);
      writeFileSync(path, JSON.stringify(json));
    }
    try {
      loadAssembly(copy, ENVIRONMENT);
    } catch (error) {
      return error instanceof Error ? error.message.replaceAll(`${copy}/`, '') : '';
    }
    return 'none';
  }
  const TEMPLATE = 'Progress.template.json';
  const withResource = (Type: string, Properties: Json) => (template: Json) => {
    (template['Resources'] as Json)['Bad'] = { Type, Properties };
  };

  it('is refused in one line that names the file', () => {
    expect(() => loadAssembly(join(folder, 'absent'), ENVIRONMENT)).toThrow(
      `${join(folder, 'absent', 'manifest.json')} cannot be read (ENOENT)`,
    );
    expect(refusal('manifest.json', '{')).toMatch(/^manifest\.json is not JSON: .+$/);
    expect(refusal('manifest.json', '[]')).toBe('manifest.json does not hold a JSON object');
    expect(refusal('manifest.json', '{"artifacts":{}}')).toBe('manifest.json holds no stack');
    expect(
      refusal(
        'manifest.json',
        ({ artifacts }) => ((artifacts as Json)['Other'] = { type: 'aws:cloudformation:stack' }),
      ),
    ).toBe('manifest.json holds 2 stacks (Progress, Other), not one');
    expect(refusal(TEMPLATE, 'no')).toMatch(/^Progress\.template\.json is not JSON: .+$/);
    expect(refusal(TEMPLATE, '{}')).toBe('Progress.template.json has no Resources');
    expect(refusal('Progress.assets.json', 'no')).toMatch(/^Progress\.assets\.json is not JSON: .+$/);
  });

  it.each<[Json, string]>([
    [{ Ref: 'Absent' }, 'Absent is neither a resource nor a parameter of the template'],
    [{ Ref: 'Odd' }, 'Odd is of type Custom::Odd, whose Ref and Fn::GetAtt are not known here'],
    [{ Ref: 'BootstrapVersion' }, 'parameter BootstrapVersion has no value here'],
    [{ 'Fn::ImportValue': 'x' }, 'the intrinsic function Fn::ImportValue is not known here'],
    [{ 'Fn::Select': ['3', ['a']] }, 'Fn::Select finds nothing at 3'],
    [{ 'Fn::Join': ['', 'a'] }, 'a list is wanted, not "a"'],
    [{ 'Fn::Sub': '${Absent}' }, 'Absent is neither a resource nor a parameter of the template'],
    [{ 'Fn::If': ['Absent', 'a', 'b'] }, 'Absent is not a condition of the template'],
  ])('%j is refused with logical id and reason', (value, reason) => {
    expect(refusal(TEMPLATE, withResource('AWS::SQS::Queue', { Tags: [value] }))).toBe(`${TEMPLATE}: Bad: ${reason}`);
  });

  it('is refused for an attribute that is not known, and a name in a circle', () => {
    expect(refusal(TEMPLATE, withResource('AWS::SQS::Queue', { Tags: [{ 'Fn::GetAtt': ['Bad', 'Colour'] }] }))).toBe(
      `${TEMPLATE}: Bad: Bad (AWS::SQS::Queue) has no attribute Colour here`,
    );
    expect(refusal(TEMPLATE, withResource('AWS::SQS::Queue', { QueueName: { Ref: 'Bad' } }))).toBe(
      `${TEMPLATE}: Bad: Bad is named after itself, in a circle`,
    );
  });
});
