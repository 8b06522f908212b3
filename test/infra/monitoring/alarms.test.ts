import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { monitored, metricsOf } from './monitored.ts';

const TOPIC = 'arn:aws:sns:eu-west-1:111111111111:alarms';
const { alarms } = monitored({ archive: true, alarmTopicArn: TOPIC });
const plain = monitored();
const withoutStreams = monitored({ streams: false });
const runbooks = await readFile('docs/runbooks.md', 'utf8');

const service = { Name: 'service', Value: 'MediaConvertJobProgress/JobProgress' };
const queue = (name: string): object => ({ Name: 'QueueName', Value: `\${${name}.QueueName}` });
const lambdaFunction = (name: string): object => ({ Name: 'FunctionName', Value: `\${${name}}` });

type Row = [name: string, metric: object, threshold: number, datapoints: number, periods: number];
const one = (Namespace: string, MetricName: string, dimension: object, Statistic: string, Period: number): object => ({
  Namespace,
  MetricName,
  Dimensions: [dimension],
  ...(Statistic.startsWith('p') ? { ExtendedStatistic: Statistic } : { Statistic }),
  Period,
});
const own = (name: string, statistic: string, period: number): object =>
  one('MediaConvertJobProgress', name, service, statistic, period);

const SINGLE: Row[] = [
  [
    'DeadLetters',
    one('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue('IngestDeadLetterQueue'), 'Maximum', 300),
    0,
    1,
    1,
  ],
  [
    'AnalysisDeadLetters',
    one('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue('AnalysisDeadLetterQueue'), 'Maximum', 300),
    0,
    1,
    1,
  ],
  [
    'UndeliveredEvents',
    one('AWS/SQS', 'ApproximateNumberOfMessagesVisible', queue('UndeliveredEvents'), 'Maximum', 300),
    0,
    1,
    1,
  ],
  ['OldestEvent', one('AWS/SQS', 'ApproximateAgeOfOldestMessage', queue('IngestEventQueue'), 'Maximum', 60), 300, 3, 3],
  ...(
    [
      ['Collector', 'IngestCollectorFunction', 2, 3],
      ['Analyzer', 'AnalysisAnalyzerFunction', 2, 3],
      ['Reconciler', 'ReconcilerFunction', 1, 1],
    ] as const
  ).flatMap(([name, id, datapoints, periods]): Row[] => [
    [`${name}Errors`, one('AWS/Lambda', 'Errors', lambdaFunction(id), 'Sum', 300), 0, datapoints, periods],
    [`${name}Throttles`, one('AWS/Lambda', 'Throttles', lambdaFunction(id), 'Sum', 300), 0, 2, 3],
  ]),
  ['PublishFailures', own('PublishFailures', 'Sum', 300), 0, 2, 3],
  [
    'ApiErrors',
    one('AWS/AppSync', '5XXError', { Name: 'GraphQLAPIId', Value: '${ApiGraphQL.ApiId}' }, 'Sum', 300),
    0,
    2,
    3,
  ],
  ['StandbyTime', own('StandbyDuration', 'p90', 900), 900, 1, 1],
  ['StalledJobs', own('StalledJobs', 'Minimum', 900), 0, 1, 1],
];

const MATH: [
  name: string,
  expression: RegExp,
  metrics: string[],
  stat: string,
  ...numbers: [number, number, number],
][] = [
  [
    'TableThrottles',
    /^SUM\(/,
    Array.from({ length: 5 }, () => ['ReadThrottleEvents', 'WriteThrottleEvents']).flat(),
    'Sum',
    0,
    2,
    3,
  ],
  ['TableErrors', /^SUM\(/, Array.from({ length: 10 }, () => 'SystemErrors'), 'Sum', 0, 2, 3],
  [
    'StreamWriteThrottles',
    /^SUM\(/,
    Array.from({ length: 3 }, () => 'WriteProvisionedThroughputExceeded'),
    'Sum',
    0,
    2,
    3,
  ],
  [
    'StreamReadThrottles',
    /^SUM\(/,
    Array.from({ length: 3 }, () => 'ReadProvisionedThroughputExceeded'),
    'Sum',
    0,
    2,
    3,
  ],
  [
    'JobErrors',
    /^IF\(SUM\(\[failed, complete\]\) >= 5, 100 \* failed \/ SUM\(\[failed, complete\]\), 0\)$/,
    ['JobsError', 'JobsComplete'],
    'Sum',
    20,
    1,
    1,
  ],
  ['ArchiveDelivery', /^MAX\(/, Array.from({ length: 3 }, () => 'DeliveryToS3.DataFreshness'), 'Maximum', 1800, 3, 3],
];

describe('the alarms', () => {
  it('are those of the tables here', () => {
    expect(Object.keys(alarms).sort()).toEqual([...SINGLE, ...MATH].map(([name]) => name).sort());
  });

  it.each(SINGLE)('`%s` watches one metric', (name, metric, threshold, datapoints, periods) => {
    expect(alarms[name]).toEqual({
      ...metric,
      AlarmDescription: expect.any(String) as unknown,
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: threshold,
      DatapointsToAlarm: datapoints,
      EvaluationPeriods: periods,
      TreatMissingData: 'notBreaching',
    });
  });

  it.each(MATH)('`%s` watches several metrics', (name, expression, metrics, stat, threshold, datapoints, periods) => {
    const { Metrics: queries, ...alarm } = alarms[name] ?? {};

    expect(alarm).toEqual({
      AlarmDescription: expect.any(String) as unknown,
      AlarmActions: [TOPIC],
      OKActions: [TOPIC],
      ComparisonOperator: 'GreaterThanThreshold',
      Threshold: threshold,
      DatapointsToAlarm: datapoints,
      EvaluationPeriods: periods,
      TreatMissingData: 'notBreaching',
    });
    expect(queries?.[0]).toMatchObject({ Expression: expect.stringMatching(expression) as unknown, ReturnData: true });
    expect(
      queries?.slice(1).map(({ MetricStat: query }) => [query?.Metric.MetricName, query?.Stat, query?.Period]),
    ).toEqual(metrics.map((metric) => [metric, stat, name === 'JobErrors' ? 900 : 300]));
  });

  it('go off where `alarms` says', () => {
    const told = monitored({
      alarms: { oldestEventSeconds: 60, jobErrorPercent: 5, standbySeconds: 120, stalledJobs: 7 },
    }).alarms;

    expect(['OldestEvent', 'JobErrors', 'StandbyTime', 'StalledJobs'].map((name) => told[name]?.Threshold)).toEqual([
      60, 5, 120, 7,
    ]);
  });

  it('have at most ten metrics each, the most that CloudWatch takes', () => {
    expect(Math.max(...Object.values(alarms).map((alarm) => metricsOf(alarm).length))).toBe(10);
  });

  it('have no physical name', () => {
    expect(Object.entries(alarms).filter(([, alarm]) => 'AlarmName' in alarm)).toEqual([]);
  });

  it('notify nobody without `alarmTopicArn`', () => {
    const told = Object.values(plain.alarms).filter((alarm) => 'AlarmActions' in alarm || 'OKActions' in alarm);

    expect(told).toEqual([]);
  });

  it('are not there for what is not there', () => {
    const missing = (there: object): string[] => Object.keys(alarms).filter((name) => !(name in there));

    expect({ plain: missing(plain.alarms), withoutStreams: missing(withoutStreams.alarms) }).toEqual({
      plain: ['ArchiveDelivery'],
      withoutStreams: ['StreamWriteThrottles', 'StreamReadThrottles', 'ArchiveDelivery'],
    });
  });
});

describe('the runbooks', () => {
  const anchorOf = (title: string): string => title.toLowerCase().replaceAll(' ', '-');
  const sections = Array.from(runbooks.matchAll(/^## (.+)$/gm), ([, title = '']) => anchorOf(title));
  const pointers = Object.values(alarms).map(
    ({ AlarmDescription: text }) => /^[^.]+\. What to do: docs\/runbooks\.md#([a-z-]+)$/.exec(text)?.[1],
  );

  it('have a section for every alarm, and an alarm for every section', () => {
    expect([...sections].sort()).toEqual([...new Set(pointers)].sort());
  });

  it('say of each what it means, who is hurt, where to look, what to do and when it is over', () => {
    const said = runbooks
      .split(/^## .+$/m)
      .slice(1)
      .map((section) => Array.from(section.matchAll(/^\*\*(.+):\*\*/gm), ([, name]) => name));

    expect(said).toEqual(sections.map(() => ['Means', 'Hurts', 'Look at', 'Do', 'Over']));
  });

  it.each([
    ['default', plain.alarms],
    ['`streams: false`', withoutStreams.alarms],
    ['`archive: true`', alarms],
  ])('tell what alarms cost: %s', (setting, those) => {
    const metrics = Object.values(those).reduce((sum, alarm) => sum + metricsOf(alarm).length, 0);
    const row = runbooks.split('\n').find((line) => line.startsWith(`| ${setting} `));

    expect(
      row
        ?.split('|')
        .slice(2, 5)
        .map((cell) => cell.trim()),
    ).toEqual([String(Object.keys(those).length), String(metrics), `$${(metrics * 0.1).toFixed(2)}`]);
  });
});
