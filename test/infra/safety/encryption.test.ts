import { describe, expect, it } from 'vitest';
import { EVERYTHING } from '../everything.ts';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize(EVERYTHING);
const propertiesOfAll = (type: string): Record<string, unknown>[] =>
  namesOf(synthesis, type).map((name) => propertiesOf(synthesis, name));

/** How each kind of store is encrypted. DynamoDB, CloudWatch Logs and Cognito encrypt by themselves, and cannot do without. */
const ENCRYPTED: [type: string, encryption: object][] = [
  ['AWS::SQS::Queue', { SqsManagedSseEnabled: true }],
  ['AWS::Kinesis::Stream', { StreamEncryption: { EncryptionType: 'KMS', KeyId: 'alias/aws/kinesis' } }],
  [
    'AWS::S3::Bucket',
    {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }],
      },
    },
  ],
];

describe('what holds data', () => {
  it.each(ENCRYPTED)('is encrypted: every %s', (type, encryption) => {
    const stores = propertiesOfAll(type);

    expect(stores).not.toEqual([]);
    for (const store of stores) expect(store).toMatchObject(encryption);
  });

  it('is of no other kind than those, and those that encrypt by themselves', () => {
    const kinds = Object.values(synthesis.resources)
      .map(({ Type: type }) => type)
      .filter((type) =>
        /::(Table|GlobalTable|Queue|Stream|Bucket|LogGroup|UserPool|Topic|Domain|DBCluster|FileSystem)$/.test(type),
      );

    expect(new Set(kinds)).toEqual(
      new Set([
        ...ENCRYPTED.map(([type]) => type),
        'AWS::DynamoDB::Table',
        'AWS::Logs::LogGroup',
        'AWS::Cognito::UserPool',
      ]),
    );
  });

  // Whom a policy addresses by a resource, each queue and bucket among them.
  it.each([
    ['AWS::SQS::Queue', 'AWS::SQS::QueuePolicy', 'sqs:*'],
    ['AWS::S3::Bucket', 'AWS::S3::BucketPolicy', 's3:*'],
  ])('takes no request without TLS: every %s', (type, policyType, action) => {
    const closed = propertiesOfAll(policyType).flatMap(({ PolicyDocument: policy }) =>
      (
        policy as { Statement: { Effect: string; Action: string; Resource: string | string[]; Condition?: object }[] }
      ).Statement.filter(
        ({ Effect: effect, Action: actions, Condition: condition }) =>
          effect === 'Deny' &&
          actions === action &&
          JSON.stringify(condition) === JSON.stringify({ Bool: { 'aws:SecureTransport': 'false' } }),
      ).flatMap(({ Resource: resources }) => resources),
    );

    expect(namesOf(synthesis, type)).not.toEqual([]);
    expect(namesOf(synthesis, type).filter((name) => !closed.includes(`\${${name}.Arn}`))).toEqual([]);
  });
});
