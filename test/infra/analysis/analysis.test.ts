import { describe, expect, it } from 'vitest';
import { analysisPatterns } from '../../../infra/ingest/event-patterns.ts';
import { accessOf, accessOfRules } from '../queue-access.ts';
import { namesOf, propertiesOf, synthesize } from '../synthesize.ts';

const eventFilter = { userMetadata: { application: ['Foo'] }, status: ['COMPLETE'] };
const synthesis = synthesize({ eventFilter });
const rules = ['CreateJobCalls', 'InputInformation'];

describe('the rules', () => {
  it('are those of the analysis patterns', () => {
    const names = namesOf(synthesis, 'AWS::Events::Rule').filter((name) => name.startsWith('Analysis'));

    expect(names).toEqual(rules.map((rule) => `Analysis${rule}`));
  });

  it.each(rules)('%s sends what matches to the analysis queue', (rule) => {
    const { source, detailType, detail } = analysisPatterns(eventFilter)[rule] ?? {};

    expect(propertiesOf(synthesis, `Analysis${rule}`)).toEqual({
      EventPattern: { source, 'detail-type': detailType, detail },
      State: 'ENABLED',
      Targets: [
        {
          Id: 'Target0',
          Arn: '${AnalysisAnalysisQueue.Arn}',
          DeadLetterConfig: { Arn: '${UndeliveredEvents.Arn}' },
        },
      ],
    });
  });
});

describe('the queues', () => {
  it('keep an event six times as long as an analysis takes, and try it three times', () => {
    expect(propertiesOf(synthesis, 'AnalysisAnalysisQueue')).toEqual({
      SqsManagedSseEnabled: true,
      VisibilityTimeout: 1800,
      RedrivePolicy: { deadLetterTargetArn: '${AnalysisDeadLetterQueue.Arn}', maxReceiveCount: 3 },
    });
  });

  it('keep dead letters for 14 days', () => {
    expect(propertiesOf(synthesis, 'AnalysisDeadLetterQueue')).toEqual({
      SqsManagedSseEnabled: true,
      MessageRetentionPeriod: 14 * 24 * 60 * 60,
    });
  });

  it.each([
    ['AnalysisAnalysisQueue', rules],
    ['AnalysisDeadLetterQueue', []],
  ])('%s takes what its rules send, and nothing without TLS', (queue, senders) => {
    expect(accessOf(synthesis, queue)).toEqual(
      accessOfRules(
        queue,
        senders.map((rule) => `Analysis${rule}`),
      ),
    );
  });
});

describe('the event source of the analyzer', () => {
  it('hands on one event at a time, and takes its failure', () => {
    expect(propertiesOf(synthesis, 'AnalysisEventSource')).toEqual({
      EventSourceArn: '${AnalysisAnalysisQueue.Arn}',
      FunctionName: '${AnalysisAnalyzerFunction}',
      BatchSize: 1,
      ScalingConfig: { MaximumConcurrency: 5 },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('follows `analysis`, and so do the analysis queue and the analyzer', () => {
    const tuned = synthesize({
      analysis: {
        maxBytesPerInput: 1_000_000,
        maxParallelInputs: 2,
        maxConcurrency: 9,
        timeoutSeconds: 60,
        memorySizeMiB: 2048,
      },
    });

    expect(propertiesOf(tuned, 'AnalysisEventSource')).toMatchObject({ ScalingConfig: { MaximumConcurrency: 9 } });
    expect(propertiesOf(tuned, 'AnalysisAnalysisQueue')).toMatchObject({ VisibilityTimeout: 360 });
    expect(propertiesOf(tuned, 'AnalysisAnalyzerFunction')).toMatchObject({
      Timeout: 60,
      MemorySize: 2048,
      Environment: { Variables: { MAX_BYTES_PER_INPUT: '1000000', MAX_PARALLEL_INPUTS: '2' } },
    });
  });
});
