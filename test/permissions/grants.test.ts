import { describe, expect, it } from 'vitest';
import type { Resource } from '../../local/assembly/assembly.ts';
import type { Principal } from '../../local/iam/principal.ts';
import { assemblyOf } from '../local/assembly-of.ts';
import { grantsOf } from './grants.ts';

const resource = (type: string, logicalId: string, arn?: string, properties: object = {}): Resource => ({
  logicalId,
  type,
  ref: logicalId,
  attributes: arn === undefined ? {} : { Arn: arn },
  properties: { ...properties },
});

const TABLE = 'arn:aws:dynamodb:us-east-1:000000000000:table/jobs';
const QUEUE = 'arn:aws:sqs:us-east-1:000000000000:events';
const ROLE = 'arn:aws:iam::000000000000:role/JobProgressReaderRole01234567';
const RULE = 'arn:aws:events:us-east-1:000000000000:rule/changes';

const grants = grantsOf(
  assemblyOf([
    resource('AWS::DynamoDB::Table', 'JobProgressTable01234567', TABLE),
    resource('AWS::Events::Rule', 'JobProgressChanges01234567', RULE),
    resource('AWS::SQS::Queue', 'JobProgressQueue01234567', QUEUE),
    resource('AWS::SQS::QueuePolicy', 'JobProgressQueuePolicy01234567', undefined, {
      Queues: ['JobProgressQueue01234567'],
      PolicyDocument: {
        Statement: [
          { Effect: 'Deny', Action: 'sqs:*', Resource: QUEUE, Principal: '*' },
          {
            Effect: 'Allow',
            Action: 'sqs:SendMessage',
            Resource: QUEUE,
            Principal: { Service: 'events.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': RULE } },
          },
        ],
      },
    }),
    resource('AWS::IAM::Role', 'JobProgressReaderRole01234567', ROLE, {
      Policies: [
        {
          PolicyDocument: {
            Statement: [
              {
                Effect: 'Allow',
                Action: ['dynamodb:GetItem', 'dynamodb:Query'],
                Resource: [TABLE, `${TABLE}/index/*`],
              },
            ],
          },
        },
      ],
    }),
  ]),
);

const principal = (arn: string, more: Partial<Principal> = {}): Principal => ({
  ...{ arn, accountId: '000000000000', userId: 'id', context: {}, statements: [], ...more },
});
const reader = principal('arn:aws:sts::000000000000:assumed-role/JobProgressReaderRole01234567/local');
const rule = (arn: string) =>
  principal('arn:aws:iam::000000000000:user/events', {
    service: 'events.amazonaws.com',
    context: { 'aws:SourceArn': arn },
  });

/** Which of the grants allow it. */
const allowing = (who: Principal, action: string, on: string): string[] =>
  grants
    .filter((grant) => grant.allows({ principal: who, action, resource: on }))
    .map(({ grantee, action: allowed, resource: where }) => `${grantee}: ${allowed} on ${where}`);

describe('the grants of a stack', () => {
  it('are the actions and resources of its policies one by one, under short names, and nothing that is denied', () => {
    expect(grants.map(({ grantee, action, resource: on }) => [grantee, action, on])).toEqual([
      ['events.amazonaws.com for Changes', 'sqs:SendMessage', 'Queue'],
      ['ReaderRole', 'dynamodb:GetItem', 'Table'],
      ['ReaderRole', 'dynamodb:GetItem', 'Table/index/*'],
      ['ReaderRole', 'dynamodb:Query', 'Table'],
      ['ReaderRole', 'dynamodb:Query', 'Table/index/*'],
    ]);
  });

  it('allow what they say to whom they say it, each by itself', () => {
    expect(allowing(reader, 'dynamodb:Query', `${TABLE}/index/status`)).toEqual([
      'ReaderRole: dynamodb:Query on Table/index/*',
    ]);
    expect(allowing(principal(`${reader.arn}2`), 'dynamodb:Query', TABLE)).toEqual([]);
    expect(allowing(reader, 'dynamodb:PutItem', TABLE)).toEqual([]);
  });

  it('of a resource hold under their conditions', () => {
    expect(allowing(rule(RULE), 'sqs:SendMessage', QUEUE)).toEqual([
      'events.amazonaws.com for Changes: sqs:SendMessage on Queue',
    ]);
    expect(allowing(rule(`${RULE}2`), 'sqs:SendMessage', QUEUE)).toEqual([]);
  });

  it('cannot be told where a policy allows all but something', () => {
    const open = resource('AWS::IAM::Role', 'Role', ROLE, {
      Policies: [{ PolicyDocument: { Statement: [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }] } }],
    });
    expect(() => grantsOf(assemblyOf([open]))).toThrow(/^not a list of actions and resources: .*NotAction/);
  });
});
