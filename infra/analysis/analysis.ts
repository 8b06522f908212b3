import type { RemovalPolicy } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { analysisPatterns } from '../ingest/event-patterns.ts';
import { addEventQueues, addEventSource, addRules } from '../lambda/event-queues.ts';
import type { Observability } from '../lambda/observability.ts';
import type { AnalysisProps } from '../props.ts';
import type { JobTables } from '../store/job-tables.ts';
import { Analyzer } from './analyzer.ts';

/** What analysing needs to know. */
export interface AnalysisConstructProps {
  /** Where the analyzer writes. */
  readonly tables: JobTables;
  /** Where the analyzer sends what it learnt, as one more event. */
  readonly eventQueue: Queue;
  /** Where EventBridge puts events that the analysis queue does not take. */
  readonly undeliveredEvents: Queue;
  /** Names of the buckets whose objects the analyzer may read. */
  readonly mediaBuckets: readonly string[];
  /** Days that a job lives. */
  readonly jobTableTtlDays: number;
  /** Which jobs to follow: a pattern for the `detail` of job state changes; undefined for all of them. */
  readonly eventFilter: Record<string, unknown> | undefined;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** What becomes of the dead letters and the logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** How the analyzer reads. */
  readonly tuning: AnalysisProps;
}

// An analysis is idempotent but costly, and what failed three times in an hour and more will fail again.
const MAX_RECEIVE_COUNT = 3;

/** The way of a job's media: rules of the default bus, the analysis queue, the analyzer; and where events end that it failed on. */
export class Analysis extends Construct {
  /** The events that start an analysis. */
  readonly analysisQueue: Queue;
  /** The events whose analysis failed altogether; kept for 14 days. */
  readonly deadLetterQueue: Queue;
  /** Reads settings and media. */
  readonly analyzer: Analyzer;

  constructor(scope: Construct, id: string, props: AnalysisConstructProps) {
    super(scope, id);
    const {
      maxBytesPerInput = 8_388_608,
      maxParallelInputs = 4,
      maxConcurrency = 5,
      timeoutSeconds = 300,
      memorySizeMiB = 1024,
    } = props.tuning;

    const queues = addEventQueues(this, 'AnalysisQueue', {
      timeoutSeconds,
      maxBatchingWindowSeconds: 0,
      maxReceiveCount: MAX_RECEIVE_COUNT,
      removalPolicy: props.removalPolicy,
    });
    this.analysisQueue = queues.queue;
    this.deadLetterQueue = queues.deadLetterQueue;
    addRules(this, analysisPatterns(props.eventFilter), {
      queue: this.analysisQueue,
      undeliveredEvents: props.undeliveredEvents,
    });

    this.analyzer = new Analyzer(this, 'Analyzer', {
      ...props,
      analysisQueue: this.analysisQueue,
      maxBytesPerInput,
      maxParallelInputs,
      timeoutSeconds,
      memorySizeMiB,
    });
    // The time limit is for one job, however many inputs it has.
    addEventSource(this, this.analyzer.lambdaFunction, this.analysisQueue, { batchSize: 1, maxConcurrency });
  }
}
