import { describe, expect, it } from 'vitest';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

const synthesis = synthesize();
const rules = namesOf(synthesis, 'AWS::Events::Rule');

describe('a queue that rules fill', () => {
  it.each([
    ['IngestEventQueue', ['IngestJobStateChanges', 'IngestCreateJobCalls', 'IngestCancelJobCalls']],
    ['AnalysisAnalysisQueue', ['AnalysisCreateJobCalls', 'AnalysisInputInformation']],
  ])('`%s` lets them send, and do nothing else with it', (queue, fillers) => {
    expect(propertiesOf(synthesis, `${queue}Policy`)['PolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        expect.objectContaining({ Effect: 'Deny', Action: 'sqs:*' }) as unknown,
        ...fillers.map((rule) => ({
          Effect: 'Allow',
          Principal: { Service: 'events.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: `\${${queue}.Arn}`,
          Condition: { ArnEquals: { 'aws:SourceArn': `\${${rule}.Arn}` } },
        })),
      ],
    });
  });
});

describe('the queue of undelivered events', () => {
  it('keeps them for 14 days', () => {
    expect(propertiesOf(synthesis, 'UndeliveredEvents')).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
  });

  it('is where every rule puts what its target does not take', () => {
    const targets = rules.flatMap((rule) => propertiesOf(synthesis, rule)['Targets']);

    expect(rules).toHaveLength(6);
    expect(targets).toEqual(
      rules.map(() => expect.objectContaining({ DeadLetterConfig: { Arn: '${UndeliveredEvents.Arn}' } }) as unknown),
    );
  });

  it('takes messages of the rules, and nothing without TLS', () => {
    const allowed = rules.map((rule) => ({
      Effect: 'Allow',
      Principal: { Service: 'events.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: '${UndeliveredEvents.Arn}',
      Condition: { ArnEquals: { 'aws:SourceArn': `\${${rule}.Arn}` } },
    }));

    expect(propertiesOf(synthesis, 'UndeliveredEventsPolicy')['PolicyDocument']).toMatchObject({
      Statement: [
        { Effect: 'Deny', Action: 'sqs:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        ...allowed.map((statement) => expect.objectContaining(statement) as unknown),
      ],
    });
  });

  it('is the dead-letter queue of no other queue', () => {
    const redrives = namesOf(synthesis, 'AWS::SQS::Queue').map(
      (queue) => propertiesOf(synthesis, queue)['RedrivePolicy'],
    );

    expect(JSON.stringify(redrives)).not.toContain('UndeliveredEvents');
  });
});
