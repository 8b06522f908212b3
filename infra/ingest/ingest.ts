import { Duration, type RemovalPolicy } from 'aws-cdk-lib';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { ProgressApi } from '../api/progress-api.ts';
import { addEventQueues, addEventSource, addRules } from '../lambda/event-queues.ts';
import type { Observability } from '../lambda/observability.ts';
import type { IngestProps } from '../props.ts';
import type { JobStreams } from '../store/job-streams.ts';
import type { JobTables } from '../store/job-tables.ts';
import { Collector } from './collector.ts';
import { eventPatterns } from './event-patterns.ts';

/** What collecting needs to know. */
export interface IngestConstructProps {
  /** Where the collector writes. */
  readonly tables: JobTables;
  /** Where the collector writes too, unless there are no streams. */
  readonly streams: JobStreams | undefined;
  /** Where the collector publishes. */
  readonly api: ProgressApi;
  /** Where EventBridge puts events that the event queue does not take. */
  readonly undeliveredEvents: Queue;
  /** Days that an event lives. */
  readonly eventTableTtlDays: number;
  /** Days that a job lives. */
  readonly jobTableTtlDays: number;
  /** Which jobs to follow: a pattern for the `detail` of job state changes; undefined for all of them. */
  readonly eventFilter: Record<string, unknown> | undefined;
  /** The key of the user metadata that say which tenant a job belongs to; undefined without tenancy. */
  readonly tenantMetadataKey: string | undefined;
  /** How the function tells what it does. */
  readonly observability: Observability;
  /** What becomes of the dead letters and the logs when the stack is deleted. */
  readonly removalPolicy: RemovalPolicy;
  /** How the collector takes events from the queue. */
  readonly tuning: IngestProps;
}

/** The way of an event: rules of the default bus, the event queue, the collector; and where events end that cannot be used. */
export class Ingest extends Construct {
  /** Events on their way to the collector. Whoever learns something of a job may send it here as one more event. */
  readonly eventQueue: Queue;
  /** Events that could not be used; kept for 14 days, the longest that SQS offers. */
  readonly deadLetterQueue: Queue;
  /** Turns events into job states. */
  readonly collector: Collector;

  constructor(scope: Construct, id: string, props: IngestConstructProps) {
    super(scope, id);
    const {
      batchSize = 10,
      maxBatchingWindowSeconds = 0,
      maxConcurrency = 50,
      maxReceiveCount = 10,
      retryDelaySeconds = 10,
      timeoutSeconds = 15,
      memorySizeMiB = 512,
    } = props.tuning;

    const queues = addEventQueues(this, 'EventQueue', {
      ...props,
      timeoutSeconds,
      maxBatchingWindowSeconds,
      maxReceiveCount,
    });
    this.eventQueue = queues.queue;
    this.deadLetterQueue = queues.deadLetterQueue;
    addRules(this, eventPatterns(props.eventFilter), {
      queue: this.eventQueue,
      undeliveredEvents: props.undeliveredEvents,
    });

    this.collector = new Collector(this, 'Collector', {
      ...props,
      eventQueue: this.eventQueue,
      deadLetterQueue: this.deadLetterQueue,
      retryDelaySeconds,
      timeoutSeconds,
      memorySizeMiB,
    });
    addEventSource(this, this.collector.lambdaFunction, this.eventQueue, {
      batchSize,
      maxBatchingWindow: Duration.seconds(maxBatchingWindowSeconds),
      maxConcurrency,
    });
  }
}
