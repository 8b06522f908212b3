import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { QUEUE_METRIC_NAMES, SERVICE_METRIC_NAMES } from '../../../infra/monitoring/job-metrics.ts';
import type { LogLine } from '../../functions/record-output.ts';
import { propertiesOf } from '../synthesize.ts';
import { driveFunctions, metricsIn } from './emitted-metrics.ts';
import type { EmittedMetric } from './emitted-metrics.ts';
import { monitored, metricsOf } from './monitored.ts';

const FUNCTIONS = ['IngestCollectorFunction', 'AnalysisAnalyzerFunction', 'ReconcilerFunction'];
const { synthesis, alarms, widgets } = monitored();

let emitted: Record<string, EmittedMetric>;
let logged: LogLine[];
let namespaces: Set<string>;
beforeAll(async () => {
  const { metrics, logs } = await driveFunctions();
  logged = logs;
  emitted = metricsIn(metrics);
  namespaces = new Set(metrics.map(({ directive }) => directive.Namespace));
});

/** The names with these dimensions. */
const namesBy = (...dimensions: string[][]): string[] =>
  Object.entries(emitted).flatMap(([name, metric]) =>
    JSON.stringify(metric.dimensions) === JSON.stringify(dimensions) ? [name] : [],
  );

describe('the metrics that the functions write', () => {
  it('are those of the construct, no more and no less, with the same dimensions', () => {
    expect(namesBy(['service'], ['service', 'queue']).sort()).toEqual([...QUEUE_METRIC_NAMES].sort());
    expect(namesBy(['service']).sort()).toEqual([...SERVICE_METRIC_NAMES].sort());
    expect(Object.keys(emitted)).toHaveLength(QUEUE_METRIC_NAMES.length + SERVICE_METRIC_NAMES.length);
  });

  it('are in the namespace and of the service that alarms and dashboard look for', () => {
    const told = FUNCTIONS.map((name) => {
      const { Environment: environment } = propertiesOf(synthesis, name) as {
        Environment: { Variables: Record<string, string> };
      };
      const { POWERTOOLS_METRICS_NAMESPACE: namespace, POWERTOOLS_SERVICE_NAME: service } = environment.Variables;
      return `${namespace} ${service}`;
    });
    const own = Object.values(alarms)
      .flatMap((alarm) => [alarm, ...metricsOf(alarm).map((metric) => metric.MetricStat?.Metric)])
      .flatMap((metric) => {
        const { Namespace: namespace, Dimensions: dimensions } = (metric ?? {}) as {
          Namespace?: string;
          Dimensions?: { Name: string; Value: string }[];
        };
        return namespace?.startsWith('AWS/') === false
          ? [`${namespace} ${dimensions?.map(({ Value }) => Value).join()}`]
          : [];
      });
    const searched = [
      ...JSON.stringify(widgets).matchAll(/SEARCH\('\{([^,]+),queue,service\}[^']*service=\\+"([^"\\]+)/g),
    ];

    expect([...namespaces]).toEqual(['MediaConvertJobProgress']);
    expect(new Set(told)).toEqual(new Set(['MediaConvertJobProgress MediaConvertJobProgress/JobProgress']));
    expect(own.length).toBeGreaterThan(3);
    expect(new Set(own)).toEqual(new Set(told));
    expect(searched.length).toBeGreaterThan(10);
    expect(new Set(searched.map(([, namespace, service]) => `${namespace} ${service}`))).toEqual(new Set(told));
  });

  it('are shown with the units that they have', () => {
    const WORDS: Record<string, string> = {
      jobs: 'Count',
      events: 'Count',
      times: 'Count',
      seconds: 'Seconds',
      milliseconds: 'Milliseconds',
      'frames a second': 'Count/Second',
    };
    const shown = widgets.flatMap(({ properties }) => {
      const { metrics = [], yAxis } = properties as { metrics?: unknown[][]; yAxis?: { left?: { label?: string } } };
      const unit = WORDS[yAxis?.left?.label ?? ''];
      // How often there was a value is a number, whatever the value is.
      return metrics
        .map((series) => JSON.stringify(series))
        .filter((series) => series.includes('MediaConvertJobProgress') && !series.includes('SampleCount'))
        .flatMap((series) => {
          const name = /MetricName=\\"(\w+)|^\["MediaConvertJobProgress","(\w+)"/.exec(series);
          return name === null ? [] : [[name[1] ?? name[2] ?? '', unit] as const];
        });
    });

    const units = Object.fromEntries(Object.entries(emitted).map(([name, { unit }]) => [name, unit]));
    expect(shown.filter(([name, unit]) => unit !== units[name])).toEqual([]);
    expect(new Set(shown.map(([name]) => name))).toEqual(new Set(Object.keys(emitted)));
  });

  it('are documented, each with its unit and dimensions, and no other is', async () => {
    const text = await readFile('docs/metrics.md', 'utf8');
    const rows = [...text.matchAll(/^\| `(\w+)` +\| ([\w/]+) +\| ([^|]+?) +\| \S/gm)].map(
      ([, name, unit, sets = '']) => [
        name,
        { unit, dimensions: sets.split('; ').map((set) => set.replaceAll('`', '').split(', ')) },
      ],
    );

    expect(Object.fromEntries(rows)).toEqual(emitted);
  });
});

describe('the lines that the functions log', () => {
  // AWS: https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-logformat.html
  const OF_LAMBDA = ['errorType', 'errorMessage', 'type', /^record\./];

  it('have the fields that the runbooks ask for', async () => {
    const queries = [...(await readFile('docs/runbooks.md', 'utf8')).matchAll(/```\n(fields [^`]+)```/g)].map(
      ([, query = '']) => query,
    );
    const asked = queries
      .flatMap((query) => [...query.matchAll(/^fields (.+)$|filter (.+)$/gm)])
      .flatMap(([, fields, filter]) => fields?.split(', ') ?? filter?.split(' and ').map((each) => each.split(' ')[0]))
      .filter((field) => field !== undefined && !field.startsWith('@'));
    const written = new Set(logged.flatMap(fieldsOf));

    expect(queries.length).toBeGreaterThan(1);
    expect(
      asked.filter((field = '') => !written.has(field) && !OF_LAMBDA.some((own) => new RegExp(own).test(field))),
    ).toEqual([]);
    expect(asked).toEqual(expect.arrayContaining(['level', 'message', 'jobId', 'error.name', 'error.message']));
  });

  it('name what the runbooks name', async () => {
    const text = await readFile('docs/runbooks.md', 'utf8');
    const [introduction = ''] = text.split('\n## ');
    const named = [...introduction.matchAll(/`((?:event|message)Ids|error\.\w+)`/g)].map(([, name]) => name);
    const written = new Set(logged.flatMap(fieldsOf));

    expect(named).toHaveLength(6);
    // Neither the stack, which differs from run to run, nor a cause is among what was recorded.
    expect(named.filter((name = '') => !written.has(name))).toEqual(['error.cause', 'error.stack']);
    expect(text).toContain('`a round is over`');
    expect(logged).toContainEqual(expect.objectContaining({ message: 'a round is over', throttled: 0, left: 0 }));
  });
});

function fieldsOf(line: Record<string, unknown>): string[] {
  return Object.entries(line).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.keys(value).map((inner) => `${name}.${inner}`)
      : [name],
  );
}
