import { expect, it } from 'vitest';
import { ignoredParts } from '../../../local/appsync/ignored-parts.ts';
import type { Resource } from '../../../local/assembly/assembly.ts';
import { assemblyOf } from '../assembly-of.ts';

const resource = (type: string, properties: Record<string, unknown>): Resource => ({
  logicalId: 'Part',
  type: `AWS::${type}`,
  properties,
  ref: 'ref',
  attributes: {},
});
const told = (type: string, properties: Record<string, unknown>): string[] =>
  ignoredParts(assemblyOf([resource(type, properties)]));

it.each<[string, Record<string, unknown>, string[]]>([
  ['AppSync::ApiCache', { ApiId: 'id', Ttl: 60 }, ['AWS::AppSync::ApiCache']],
  ['AppSync::DomainName', {}, ['AWS::AppSync::DomainName']],
  [
    'AppSync::Resolver',
    { FieldName: 'a', CachingConfig: { Ttl: 60 }, MaxBatchSize: 5 },
    ['CachingConfig', 'MaxBatchSize'],
  ],
  ['AppSync::FunctionConfiguration', { Name: 'f', SyncConfig: {} }, ['SyncConfig']],
  [
    'AppSync::GraphQLApi',
    { Name: 'a', MergedApiExecutionRoleArn: 'x', ApiType: 'MERGED' },
    ['MergedApiExecutionRoleArn', 'ApiType'],
  ],
  [
    'AppSync::DataSource',
    { Name: 'a', DynamoDBConfig: { TableName: 't', Versioned: true, UseCallerCredentials: true } },
    ['DynamoDBConfig.Versioned', 'DynamoDBConfig.UseCallerCredentials'],
  ],
])('what has no effect is told by name: %s %j', (type, properties, names) => {
  expect(told(type, properties)).toEqual(
    names.map((name) => `AppSync: WARNING: Part: ${name} has no effect on this machine`),
  );
});

it.each<[string, Record<string, unknown>]>([
  [
    'AppSync::GraphQLApi',
    { Name: 'a', Tags: [], LogConfig: {}, AuthenticationType: 'API_KEY', XrayEnabled: true, Visibility: 'GLOBAL' },
  ],
  [
    'AppSync::DataSource',
    { Type: 'AMAZON_DYNAMODB', DynamoDBConfig: { TableName: 't', AwsRegion: 'r', Versioned: false } },
  ],
  ['AppSync::Resolver', { ApiId: 'id', Code: '', MaxBatchSize: 0 }],
  ['SQS::Queue', { QueueName: 'q' }],
])('nothing is told of what has effect, asks for nothing, or is of another service: %s %j', (type, properties) => {
  expect(told(type, properties)).toEqual([]);
});
