import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import type { S3Client } from '@aws-sdk/client-s3';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { analysisDetail, analysisEvent } from './analysis-event.ts';
import { analyzeInputs } from './analyze-inputs.ts';
import type { Config } from './config.ts';
import { hasCompleteAnalysis, hasSettings, MAX_DATA_BYTES, putNewRow, putRow } from './detail-rows.ts';
import { createMediaInfoPool } from './media/mediainfo-pool.ts';
import { readMessage } from './read-message.ts';
import type { AnalysisRequest } from './read-message.ts';
import { getSettings } from './settings/get-settings.ts';
import { readSettings } from './settings/read-settings.ts';

/** What the analyzer works with. */
export type AnalyzerOptions = {
  config: Config;
  clients: { dynamodb: DynamoDBClient; mediaConvert: MediaConvertClient; s3: S3Client; sqs: SQSClient };
  /** Lets web servers with private, loopback and link-local addresses be asked. @default false */
  allowPrivateAddresses?: boolean;
  /** Epoch milliseconds. @default Date.now */
  now?: () => number;
  /** Takes JSON lines. @default console.log */
  log?: (line: string) => void;
};

/** Analyses the jobs of a batch of events. The answer names the messages that are to come again. */
export type Analyzer = (
  batch: SQSEvent,
  context: Pick<Context, 'getRemainingTimeInMillis'>,
) => Promise<SQSBatchResponse>;

/** Time for the last rows and the fact. */
const MARGIN_MS = 10_000;

/**
 * Makes an analyzer. It reads each input of a job, keeps MediaInfo's reports, and sends one fact to the event queue. What an
 * input cannot tell is a part of the fact; only when AWS fails, the message comes again.
 */
export function createAnalyzer({
  config,
  clients,
  allowPrivateAddresses = false,
  now = Date.now,
  log = console.log,
}: AnalyzerOptions): Analyzer {
  const { dynamodb, mediaConvert, s3, sqs } = clients;
  const { mediaBuckets, maxBytesPerInput, maxParallelInputs } = config;
  const access = { s3, buckets: mediaBuckets, allowPrivateAddresses };
  const analyze = createMediaInfoPool();

  /** Returns what is to be said of it; undefined when all went well, or was seen to elsewhere. */
  async function analyzeJob(request: AnalysisRequest, signal: AbortSignal): Promise<string | undefined> {
    const { jobId } = request;
    const rows = { client: dynamodb, table: config.jobDetailTable, jobId };
    if (await hasCompleteAnalysis(rows)) return undefined;
    // The message of the job's CreateJob event sees to it.
    if (request.status === 'INPUT_INFORMATION' && (await hasSettings(rows))) return undefined;

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
    const isKept = learnt !== undefined && Buffer.byteLength(learnt) <= MAX_DATA_BYTES;
    // Only now: settings that are there let a message that comes again be left to CreateJob.
    if (isKept) await putNewRow(rows, row('settings', learnt));
    const notes = [
      detail.status !== 'COMPLETE' && `${detail.status}: ${detail.reason ?? ''}`,
      learnt !== undefined && !isKept && 'the settings are more than can be kept',
    ].filter((note) => note !== false);
    return notes.length === 0 ? undefined : notes.join('; ');
  }

  return async ({ Records }, context) => {
    const failed: string[] = [];
    for (const { messageId, body } of Records) {
      const request = readMessage(body);
      const jobId = request?.jobId;
      const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - MARGIN_MS));
      try {
        const result = request === undefined ? 'nothing to analyse' : await analyzeJob(request, signal);
        if (result !== undefined) log(JSON.stringify({ level: 'INFO', jobId, messageId, result }));
      } catch (error) {
        const { name, message } = error instanceof Error ? error : new Error(String(error));
        log(JSON.stringify({ level: 'ERROR', jobId, messageId, error: name, message }));
        failed.push(messageId);
      }
    }
    return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
  };
}
