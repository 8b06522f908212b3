import { readFileSync } from 'node:fs';
import type { LogLine, MetricLine, RecordedOutput } from '../../functions/record-output.ts';
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

/** What functions wrote. */
export type FunctionOutput = { metrics: MetricLine[]; logs: LogLine[] };

const MEDIA = new URL('../../../local/mediaconvert/media/', import.meta.url);
const UPLOADING = { framesDecoded: 900, jobProgress: { currentPhase: 'UPLOADING' } };

/** Lets the collector, the analyzer and the reconciler do all that counts, and fail. */
export async function driveFunctions(): Promise<FunctionOutput> {
  const outputs = [await driveCollector(), await driveAnalyzer(), await driveReconciler()];
  return {
    metrics: outputs.flatMap(({ metrics }) => metrics),
    logs: outputs.flatMap(({ logs }) => logs),
  };
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

async function driveCollector(): Promise<FunctionOutput> {
  const surroundings = await startCollectorSurroundings();
  try {
    surroundings.graphql.answer = () => ({ status: 503, body: 'busy' });
    const tested = await startCollector(surroundings);
    const { collect, another, clock } = tested;
    const created = clock.now - 600_000;
    const event = (status: string, job: number, detail: object = {}): string =>
      sampleWith(status, { jobId: `${created}-job${job}`, timestamp: clock.now, ...detail });

    await collect(batchSentAt(clock.now, event('PROGRESSING', 1)));
    surroundings.graphql.answer = () => ({ status: 200, body: '{"data":{"publishJobProgress":{}}}' });
    clock.now += 60_000;
    await another()(batchSentAt(clock.now, event('STATUS_UPDATE', 1, UPLOADING), '{'));
    clock.now += 60_000;
    await collect(batchSentAt(clock.now, event('COMPLETE', 1), event('ERROR', 2), event('CANCELED', 3)));
    return outputOf(tested);
  } finally {
    await surroundings.close();
  }
}

async function driveAnalyzer(): Promise<FunctionOutput> {
  const tested = await startAnalyzer();
  const { analyze, another, put, close } = tested;
  try {
    await put('ident.mp4', readFileSync(new URL('ident.mp4', MEDIA)));
    const settings = (...files: string[]): object => ({
      inputs: files.map((file) => ({ fileInput: `s3://media/${file}` })),
    });
    for (const files of [['ident.mp4'], ['ident.mp4', 'none.mp4'], ['none.mp4']])
      await analyze(batchOf(createJobEvent(settings(...files))), withTime());
    await another({ jobDetailTable: 'none' })(batchOf(createJobEvent(), '{'), withTime());
    return outputOf(tested);
  } finally {
    await close();
  }
}

async function driveReconciler(): Promise<FunctionOutput> {
  const surroundings = await startSurroundings();
  const tested = await startReconciler(surroundings);
  const { reconcile, putJob, mediaconvert, close } = tested;
  try {
    await reconcile();
    await putJob('gone');
    await reconcile();
    mediaconvert.answer = () => ({ status: 400, body: {} });
    await reconcile().catch(() => undefined);
    return outputOf(tested);
  } finally {
    await close();
    await surroundings.close();
  }
}

function outputOf({ emitted, logged }: Pick<RecordedOutput, 'emitted' | 'logged'>): FunctionOutput {
  return { metrics: emitted(), logs: logged() };
}
