import { readFileSync } from 'node:fs';
import type { MetricLine } from '../../functions/record-output.ts';
import { createJobEvent, startAnalyzer, withTime } from '../../functions/analyzer/start-analyzer.ts';
import { sampleWith } from '../../functions/collector/samples.ts';
import {
  batchOf,
  batchSentAt,
  startCollector,
  startSurroundings as startCollectorSurroundings,
} from '../../functions/collector/start-collector.ts';
import { startReconciler, startSurroundings } from '../../functions/reconciler/start-reconciler.ts';

/** What the functions write of a metric: its unit, and each set of dimensions that it has. */
export type EmittedMetric = { unit: string; dimensions: string[][] };

const MEDIA = new URL('../../../local/mediaconvert/media/', import.meta.url);
const UPLOADING = { framesDecoded: 900, jobProgress: { currentPhase: 'UPLOADING' } };

/** Lets the collector, the analyzer and the reconciler do all that counts, and returns the lines of metrics that they wrote. */
export async function emitAllMetrics(): Promise<MetricLine[]> {
  return [...(await emitOfCollector()), ...(await emitOfAnalyzer()), ...(await emitOfReconciler())];
}

/** The metrics of some lines, by name. Throws when a metric does not look the same in all of them. */
export function metricsIn(lines: readonly MetricLine[]): Record<string, EmittedMetric> {
  const metrics: Record<string, EmittedMetric> = {};
  for (const { directive, values } of lines) {
    for (const { Name: name, Unit: unit } of directive.Metrics) {
      const metric = { unit, dimensions: directive.Dimensions };
      const other = (metrics[name] ??= metric);
      if (JSON.stringify(other) !== JSON.stringify(metric)) throw new Error(`${name} is not always the same`);
      if (values[name] === undefined) throw new Error(`${name} has no value`);
    }
  }
  return metrics;
}

async function emitOfCollector(): Promise<MetricLine[]> {
  const surroundings = await startCollectorSurroundings();
  try {
    surroundings.graphql.answer = () => ({ status: 503, body: 'busy' });
    const { collect, another, clock, emitted } = await startCollector(surroundings);
    const created = clock.now - 600_000;
    const event = (status: string, job: number, detail: object = {}): string =>
      sampleWith(status, { jobId: `${created}-job${job}`, timestamp: clock.now, ...detail });

    await collect(batchSentAt(clock.now, event('PROGRESSING', 1)));
    surroundings.graphql.answer = () => ({ status: 200, body: '{"data":{"publishJobProgress":{}}}' });
    clock.now += 60_000;
    await another()(batchSentAt(clock.now, event('STATUS_UPDATE', 1, UPLOADING), '{'));
    clock.now += 60_000;
    await collect(batchSentAt(clock.now, event('COMPLETE', 1), event('ERROR', 2), event('CANCELED', 3)));
    return emitted();
  } finally {
    await surroundings.close();
  }
}

async function emitOfAnalyzer(): Promise<MetricLine[]> {
  const { analyze, put, emitted, close } = await startAnalyzer();
  try {
    await put('ident.mp4', readFileSync(new URL('ident.mp4', MEDIA)));
    const settings = (...files: string[]): object => ({
      inputs: files.map((file) => ({ fileInput: `s3://media/${file}` })),
    });
    for (const files of [['ident.mp4'], ['ident.mp4', 'none.mp4'], ['none.mp4']])
      await analyze(batchOf(createJobEvent(settings(...files))), withTime());
    return emitted();
  } finally {
    await close();
  }
}

async function emitOfReconciler(): Promise<MetricLine[]> {
  const surroundings = await startSurroundings();
  const { reconcile, putJob, emitted, close } = await startReconciler(surroundings);
  try {
    await reconcile();
    await putJob('gone');
    await reconcile();
    return emitted();
  } finally {
    await close();
    await surroundings.close();
  }
}
