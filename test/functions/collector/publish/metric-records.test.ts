import { describe, expect, it } from 'vitest';
import { nextRecord } from '../../../../functions/collector/job/next-record.ts';
import { metricRecords } from '../../../../functions/collector/publish/metric-records.ts';
import { parsed } from '../arbitrary-event.ts';
import { sampleText } from '../samples.ts';

const QUEUE = 'arn:aws:mediaconvert:us-west-2:111122223333:queues/Default';
const ID = '1671477617078-2886ye';

describe('metric records', () => {
  const body = sampleText('STATUS_UPDATE').replace(
    '"userMetadata": {}',
    '"userMetadata": {"application":"Foo","queue":"mine","__proto__":"x"}',
  );
  const { record } = nextRecord(ID, undefined, [parsed(body)], { receivedAt: 0, keepSeconds: 60 });
  const records = metricRecords(record);

  it('are one for each number that is known, and one for each status', () => {
    expect(records.map(({ MetricName, Value }) => [MetricName, Value])).toEqual([
      ['percentJobComplete', 7],
      ['currentPhasePercentComplete', 2],
      ['framesDecoded', 353],
      ['queuedDuration', 64.659],
      ['progressingDuration', 0],
      ['statusDuration', 0],
      ['waitedForCapacityDuration', 4.659],
      ['retryCount', 0],
      ['phaseDurations.probing', 0],
      ['phaseDurations.transcoding', 0],
      ['SUBMITTED', 0],
      ['PROGRESSING', 1],
      ['COMPLETE', 0],
      ['ERROR', 0],
      ['CANCELED', 0],
    ]);
  });

  it('have the shape of the AWS sample, and filters that user metadata cannot hide', () => {
    expect(JSON.parse(JSON.stringify(records[2]))).toEqual({
      MetricName: 'framesDecoded',
      Dimensions: [
        { Name: 'jobId', Value: ID },
        { Name: 'queue', Value: QUEUE },
        { Name: '__proto__', Value: 'x' },
        { Name: 'application', Value: 'Foo' },
        { Name: 'queue', Value: 'mine' },
      ],
      Timestamp: 1671477681,
      Value: 353,
      filters: Object.fromEntries([
        ['__proto__', 'x'],
        ['application', 'Foo'],
        ['jobId', ID],
        ['account', '111122223333'],
        ['region', 'us-west-2'],
        ['queue', QUEUE],
        ['queueName', 'Default'],
      ]),
    });
  });
});
