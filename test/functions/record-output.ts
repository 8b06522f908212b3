import { Console } from 'node:console';
import { Writable } from 'node:stream';
import type { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { createLogger } from '../../functions/lib/create-logger.ts';
import { METRICS_NAMESPACE } from '../../infra/lambda/observability.ts';
import { isMetrics } from '../../local/lambda/is-metrics.ts';

/** The name of the construct in the app of this project. */
const SERVICE_NAME = 'MediaConvertJobProgress/JobProgress';

/** What a function writes with, and what it has written. */
export type RecordedOutput = {
  logger: Logger;
  metrics: Metrics;
  /** As it stands on stdout and stderr. */
  lines: string[];
  /** The lines of the log, without what differs from run to run. */
  logged: () => LogLine[];
  /** The lines of metrics. */
  emitted: () => MetricLine[];
};

/** A line of the log. */
export type LogLine = Record<string, unknown> & { error?: Record<string, unknown> };

/** A line of metrics: of one queue, or without one of the service alone. A metric has one value, or a list. */
export type MetricLine = { queue?: string; values: Record<string, unknown>; directive: MetricDirective };

/** What a line tells CloudWatch of its values. */
export type MetricDirective = { Namespace: string; Dimensions: string[][]; Metrics: { Name: string; Unit: string }[] };

/** Makes the logger and the metrics of the functions, which write into a list. */
export function recordOutput(): RecordedOutput {
  const lines: string[] = [];
  const console = new Console(recorder(lines));
  const logger = createLogger();
  const metrics = new Metrics({ namespace: METRICS_NAMESPACE, serviceName: SERVICE_NAME, logger });
  // The Powertools write to consoles of their own, which none of their options names.
  for (const each of [logger, metrics]) Reflect.set(each, 'console', console);
  return {
    logger,
    metrics,
    lines,
    logged: () => lines.filter((line) => !isMetrics(line)).map(readLogLine),
    emitted: () => lines.filter(isMetrics).map(readMetricLine),
  };
}

/** A stream whose every chunk is a line. */
function recorder(lines: string[]): Writable {
  return new Writable({
    write(chunk, _encoding, done) {
      lines.push(String(chunk).trimEnd());
      done();
    },
  });
}

function readLogLine(text: string): LogLine {
  const line = JSON.parse(text) as LogLine;
  const { error } = line;
  return {
    ...without(line, ['timestamp', 'sampling_rate', 'service']),
    ...(error && { error: without(error, ['stack']) }),
  };
}

/** Reads a line as CloudWatch does. */
function readMetricLine(text: string): MetricLine {
  const { _aws: metadata, ...fields } = JSON.parse(text) as Record<string, unknown> & {
    _aws: { CloudWatchMetrics: MetricDirective[] };
  };
  const [directive, ...others] = metadata.CloudWatchMetrics;
  if (directive === undefined || others.length > 0) throw new Error(`not one directive in ${text}`);
  const queue = fields['queue'];
  return {
    ...(typeof queue === 'string' && { queue }),
    values: without(fields, ['service', 'queue']),
    directive,
  };
}

function without(fields: Record<string, unknown>, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}
