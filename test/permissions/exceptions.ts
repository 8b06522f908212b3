/** Grants that nothing on one machine can use, and why they are there. */
export type Exception = {
  /** Stands for the reason in the report. */
  name: string;
  /** Whose grants it is about. */
  grantees: RegExp;
  actions: readonly string[];
  /** On what. @default whatever they are granted on */
  resources?: RegExp;
  /** Who uses them at AWS, and the page that says so. */
  reason: string;
};

/**
 * What the report takes for granted. Each action of each exception must be granted to somebody, and used by nobody: whoever
 * removes a grant, or makes it used, removes it here.
 */
export const EXCEPTIONS: readonly Exception[] = [
  {
    name: 'function logs',
    grantees: /^(IngestCollector|AnalysisAnalyzer|Reconciler|ArchiveEmptier|DashboardPagePublisher)Role$/,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason:
      'Lambda writes what a function prints in the name of its role. Here it is printed by the stack. ' +
      'https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs.html',
  },
  {
    name: 'API log',
    grantees: /^ApiLogRole$/,
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    reason:
      'AppSync writes its log in the name of this role. Here there is no such log. ' +
      'https://docs.aws.amazon.com/appsync/latest/devguide/monitoring.html',
  },
  {
    name: 'X-Ray',
    grantees: /^(IngestCollector|AnalysisAnalyzer|Reconciler|ArchiveEmptier|DashboardPagePublisher)Role$/,
    actions: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'],
    reason:
      'Lambda sends the traces in the name of the role. Here nothing is traced. ' +
      'https://docs.aws.amazon.com/lambda/latest/dg/services-xray.html',
  },
  {
    name: 'queue attributes',
    grantees: /^(IngestCollector|AnalysisAnalyzer)Role$/,
    actions: ['sqs:GetQueueAttributes'],
    reason:
      'Lambda asks for it before it reads a queue for a function. Here the queue is read without. ' +
      'https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html',
  },
  {
    name: 'undelivered events',
    grantees: /^events\.amazonaws\.com for (Ingest|Analysis|Reconciler)/,
    actions: ['sqs:SendMessage'],
    resources: /^UndeliveredEvents$/,
    reason:
      'EventBridge puts aside what it could not deliver within a day. Here a rule whose queue refuses an event says so. ' +
      'https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-dlq.html',
  },
  {
    name: 'stream consumers',
    grantees: /^StreamsConsumerRole$/,
    actions: ['kinesis:DescribeStream', 'kinesis:DescribeStreamSummary'],
    reason:
      'Lambda and Firehose ask for them before they read a stream. Here a consumer reads without. ' +
      'https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-create.html',
  },
  {
    name: 'CloudFront',
    grantees: /^cloudfront\.amazonaws\.com/,
    actions: ['s3:GetObject'],
    reason:
      'CloudFront reads the files of the dashboard in its own name. Here there is no CloudFront. ' +
      'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html',
  },
  {
    name: 'Firehose',
    grantees: /^Archive(Events|Jobs|Metrics)Role$/,
    actions: [
      'kinesis:DescribeStream',
      'kinesis:GetRecords',
      'kinesis:GetShardIterator',
      'kinesis:ListShards',
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListBucketMultipartUploads',
      's3:PutObject',
      'logs:PutLogEvents',
    ],
    reason:
      'What Firehose asks for to bring a Kinesis stream to S3. Here nothing is delivered. ' +
      'https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html#using-iam-s3',
  },
];
