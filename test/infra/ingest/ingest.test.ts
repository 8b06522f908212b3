import { describe, expect, it } from 'vitest';
import { eventPatterns } from '../../../infra/ingest/event-patterns.ts';
import { accessOf, accessOfRules } from '../queue-access.ts';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

const eventFilter = { userMetadata: { application: ['Foo'] } };
const synthesis = synthesize({ eventFilter });
const ingestRules = (): string[] => namesOf(synthesis, 'AWS::Events::Rule').filter((name) => name.startsWith('Ingest'));

describe('the rules', () => {
  const rules = ['JobStateChanges', 'CreateJobCalls'];

  it('are those of the event patterns', () => {
    expect(ingestRules()).toEqual(rules.map((rule) => `Ingest${rule}`));
  });

  it.each(rules)('%s sends what matches to the event queue', (rule) => {
    const { source, detailType, detail } = eventPatterns(eventFilter)[rule] ?? {};

    expect(propertiesOf(synthesis, `Ingest${rule}`)).toEqual({
      EventPattern: { source, 'detail-type': detailType, detail },
      State: 'ENABLED',
      Targets: [
        {
          Id: 'Target0',
          Arn: '${IngestEventQueue.Arn}',
          DeadLetterConfig: { Arn: '${UndeliveredEvents.Arn}' },
        },
      ],
    });
  });
});

describe('the queues', () => {
  it('keep an event six times as long as an invocation takes, and try it five times', () => {
    expect(propertiesOf(synthesis, 'IngestEventQueue')).toEqual({
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 90,
      RedrivePolicy: { deadLetterTargetArn: '${IngestDeadLetterQueue.Arn}', maxReceiveCount: 10 },
    });
  });

  it('keep dead letters for 14 days', () => {
    expect(propertiesOf(synthesis, 'IngestDeadLetterQueue')).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
  });

  it.each([
    ['IngestEventQueue', ingestRules()],
    ['IngestDeadLetterQueue', []],
  ])('%s takes what its rules send, and nothing without TLS', (queue, senders) => {
    expect(accessOf(synthesis, queue)).toEqual(accessOfRules(queue, senders));
  });
});

describe('the event source of the collector', () => {
  const mapping = (props: Parameters<typeof synthesize>[0]): unknown =>
    propertiesOf(synthesize(props), 'IngestEventSource');

  it('hands on an event at once, in batches of up to 10, and takes failures by the message', () => {
    expect(mapping({})).toEqual({
      EventSourceArn: '${IngestEventQueue.Arn}',
      FunctionName: '${IngestCollectorFunction}',
      BatchSize: 10,
      MaximumBatchingWindowInSeconds: 0,
      ScalingConfig: { MaximumConcurrency: 50 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('follows `ingest`, and so does the event queue', () => {
    const tuned = synthesize({
      ingest: {
        batchSize: 100,
        maxBatchingWindowSeconds: 2,
        maxConcurrency: 7,
        maxReceiveCount: 3,
        timeoutSeconds: 60,
        memorySizeMiB: 1024,
      },
    });

    expect(propertiesOf(tuned, 'IngestEventSource')).toMatchObject({
      BatchSize: 100,
      MaximumBatchingWindowInSeconds: 2,
      ScalingConfig: { MaximumConcurrency: 7 },
    });
    expect(propertiesOf(tuned, 'IngestEventQueue')).toMatchObject({
      VisibilityTimeout: 362,
      RedrivePolicy: { maxReceiveCount: 3 },
    });
    expect(propertiesOf(tuned, 'IngestCollectorFunction')).toMatchObject({ Timeout: 60, MemorySize: 1024 });
  });
});
