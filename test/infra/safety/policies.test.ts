import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../everything.ts';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

type Statement = { Effect: 'Allow' | 'Deny'; Action: string | string[]; Resource: string | string[] };

const synthesis = synthesize(EVERYTHING);
const statements = statementsIn(synthesis.resources);

/** Every statement of every policy: of roles, queues, buckets and whatever else has one. */
function statementsIn(value: unknown): Statement[] {
  if (typeof value !== 'object' || value === null) return [];
  return 'Effect' in value ? [value as Statement] : Object.values(value).flatMap(statementsIn);
}

describe('the roles', () => {
  it('have no managed policies, and no policy outside of themselves', () => {
    const managed = namesOf(synthesis, 'AWS::IAM::Role').filter(
      (role) => 'ManagedPolicyArns' in propertiesOf(synthesis, role),
    );

    expect(managed).toEqual([]);
    expect(namesOf(synthesis, 'AWS::IAM::Policy')).toEqual([]);
    expect(namesOf(synthesis, 'AWS::IAM::ManagedPolicy')).toEqual([]);
  });
});

describe('the policies', () => {
  const MEDIA_CONVERT = 'arn:${AWS::Partition}:mediaconvert:${AWS::Region}:${AWS::AccountId}';
  const archived = (folder: string): [string, string[]] => [
    's3:AbortMultipartUpload s3:GetObject s3:PutObject',
    [`\${ArchiveBucket.Arn}/${folder}/*`, `\${ArchiveBucket.Arn}/errors/${folder}/*`],
  ];

  /** The only ones that allow something by wildcard: what, and on which resources. Why is acknowledged beside each. */
  const WILDCARDS: [actions: string, resources: string[]][] = [
    ['mediaconvert:GetJob', [`${MEDIA_CONVERT}:jobs/*`]],
    ['mediaconvert:ListJobs', [`${MEDIA_CONVERT}:queues/*`]],
    ['s3:GetObject', ['arn:${AWS::Partition}:s3:::media-in/*']],
    archived('events'),
    archived('jobs'),
    archived('metrics'),
    ['s3:DeleteObject', ['${ArchiveBucket.Arn}/*']],
    ['s3:PutObject s3:DeleteObject', ['${DashboardPageBucket.Arn}/*']],
    ['s3:GetObject', ['${DashboardPageBucket.Arn}/*']],
    ['xray:PutTraceSegments xray:PutTelemetryRecords', ['*']],
  ];

  it('allow nothing by wildcard but what is said here', () => {
    const wild = statements
      .filter((statement) => statement.Effect === 'Allow' && JSON.stringify(statement).includes('*'))
      .map(({ Action: actions, Resource: resources }) => [[actions].flat().join(' '), [resources].flat()]);

    expect(new Set(wild.map((each) => JSON.stringify(each)))).toEqual(
      new Set(WILDCARDS.map(([actions, resources]) => JSON.stringify([actions, resources]))),
    );
  });

  it('of queues and buckets let in nobody without a condition', () => {
    const invited = statements.filter(
      (statement) => statement.Effect === 'Allow' && 'Principal' in statement && statement.Action !== 'sts:AssumeRole',
    );

    expect(invited).not.toEqual([]);
    expect(invited.filter((statement) => !('Condition' in statement))).toEqual([]);
  });
});
