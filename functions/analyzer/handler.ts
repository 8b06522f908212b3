import { Metrics } from '@aws-lambda-powertools/metrics';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { MediaConvertClient } from '@aws-sdk/client-mediaconvert';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { createLogger } from '../lib/create-logger.ts';
import { readConfig } from './config.ts';
import { createAnalyzer } from './create-analyzer.ts';
import type { Analyzer, AnalyzerOptions } from './create-analyzer.ts';

const logger = createLogger();
const metrics = new Metrics({ logger });
let analyzer: Analyzer | undefined;

/** The Lambda function's entry. Reads its configuration once, on the first batch. */
export const handler = async (batch: SQSEvent, context: Context): Promise<SQSBatchResponse> => {
  logger.addContext(context);
  analyzer ??= createAnalyzer({ config: readConfig(process.env), clients: createClients(), logger, metrics });
  return await analyzer(batch, context);
};

function createClients(): AnalyzerOptions['clients'] {
  return {
    dynamodb: new DynamoDBClient(),
    mediaConvert: new MediaConvertClient(),
    // A bucket may be in another region than the stack.
    s3: new S3Client({ followRegionRedirects: true }),
    sqs: new SQSClient(),
  };
}
