import type { Logger } from '@aws-lambda-powertools/logger';
import type { Metrics } from '@aws-lambda-powertools/metrics';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { JobAnalysisDetail } from '../../schema/events/job-analysis.ts';
import { asError } from '../lib/as-error.ts';
import { emitMetrics } from '../lib/emit-metrics.ts';
import type { MetricName } from '../lib/metric-units.ts';
import { fitsRow } from '../lib/row-text.ts';
import { analysisDetail, analysisEvent } from './analysis-event.ts';
import { analyzeInputs } from './analyze-inputs.ts';
import type { Config } from './config.ts';
import { hasCompleteAnalysis, hasSettings, putNewRow, putRow } from './detail-rows.ts';
import { createMediaInfoPool } from './media/mediainfo-pool.ts';
import { readMessage } from './read-message.ts';
import type { AnalysisRequest } from './read-message.ts';
import { getSettings } from './settings/get-settings.ts';
import { readSettings } from './settings/read-settings.ts';

/** What the analyzer works with. */
export type AnalyzerOptions = {
  config: Config;
  clients: { dynamodb: DynamoDBClient; mediaConvert: MediaConvertClient; s3: S3Client; sqs: SQSClient };
  logger: Logger;
  metrics: Metrics;
  /** Lets web servers with private, loopback and link-local addresses be asked. @default false */
  allowPrivateAddresses?: boolean;
  /** Epoch milliseconds. @default Date.now */
  now?: () => number;
};

/** Analyses the jobs of a batch of events. The answer names the messages that are to come again. */
export type Analyzer = (
  batch: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

const METRIC_OF_STATUS: Readonly<Record<JobAnalysisDetail['status'], MetricName>> = {
  COMPLETE: 'AnalysesComplete',
  PARTIAL: 'AnalysesPartial',
  FAILED: 'AnalysesFailed',
};

/** Time for the last rows and the fact. */
const MARGIN_MS = 10_000;

/**
 * Makes an analyzer. It reads each input of a job, keeps MediaInfo's reports, and sends one fact to the event queue. What an
 * input cannot tell is a part of the fact; only when AWS fails, the message comes again.
 */
export function createAnalyzer({
  config,
  clients,
  logger,
  metrics,
  allowPrivateAddresses = false,
  now = Date.now,
}: AnalyzerOptions): Analyzer {
  const { dynamodb, mediaConvert, s3, sqs } = clients;
  const { mediaBuckets, maxBytesPerInput, maxParallelInputs } = config;
  const access = { s3, buckets: mediaBuckets, allowPrivateAddresses };
  const analyze = createMediaInfoPool();

  async function analyzeJob(request: AnalysisRequest, signal: AbortSignal): Promise<void> {
    const { jobId, eventId } = request;
    const rows = { client: dynamodb, table: config.jobDetailTable, jobId };
    if (await hasCompleteAnalysis(rows)) return;
    // The message of the job's CreateJob event sees to it.
    if (request.status === 'INPUT_INFORMATION' && (await hasSettings(rows))) return;

    const learnt = request.settings === undefined ? await getSettings(mediaConvert, jobId) : undefined;
    const settings: unknown = learnt === undefined ? request.settings : JSON.parse(learnt);
    const row = (part: string, data: string) => {
      const at = now();
      return { part, data, at, ttl: Math.floor(at / 1000) + 2 * config.jobKeepSeconds };
    };
    const { inputs, numOutputs } = readSettings(settings);
    const keepReport = async (index: number, report: string) => await putRow(rows, row(`mediainfo#${index}`, report));
    const analyzer = { access, analyze, maxBytesPerInput, maxParallelInputs, keepReport };
    const found = await analyzeInputs(inputs, analyzer, signal);

    const counts = settings === undefined ? {} : { numInputs: inputs.length, numOutputs };
    const detail = analysisDetail(found, { jobId, timestamp: now(), ...counts });
    const MessageBody = JSON.stringify(analysisEvent(detail, request));
    await sqs.send(new SendMessageCommand({ QueueUrl: config.eventQueueUrl, MessageBody }));
    emitMetrics(metrics, { [METRIC_OF_STATUS[detail.status]]: [1] });
    const isKept = learnt !== undefined && fitsRow(learnt);
    // Only now: settings that are there let a message that comes again be left to CreateJob.
    if (isKept) await putNewRow(rows, row('settings', learnt));
    else if (learnt !== undefined) logger.info('the settings of a job are more than can be kept', { jobId, eventId });
    // The fact tells it to everybody, and where nobody lets media be read it is so with every job.
    const { status, reason } = detail;
    if (status !== 'COMPLETE') logger.debug('an analysis is not complete', { jobId, eventId, status, reason });
  }

  return async ({ Records }, context) => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      const request = readMessage(body);
      if (request === undefined) {
        logger.warn('a message gives nothing to analyse', { messageId });
        continue;
      }
      const { jobId, eventId } = request;
      const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - MARGIN_MS));
      try {
        await analyzeJob(request, signal);
      } catch (error) {
        logger.error('a job was not analysed', { jobId, eventId, messageId, error: asError(error) });
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
