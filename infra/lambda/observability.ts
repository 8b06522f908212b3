import type { RetentionDays } from 'aws-cdk-lib/aws-logs';

/** How Lambda functions tell what they do. */
export interface Observability {
  /** Names the construct in logs and metrics: the service of the Powertools, the dimension `service` of every metric. */
  readonly serviceName: string;
  /** Days that logs are kept. */
  readonly logRetentionDays: RetentionDays;
  /** Whether X-Ray traces them. */
  readonly tracing: boolean;
}

/** The namespace of all metrics. */
export const METRICS_NAMESPACE = 'MediaConvertJobProgress';
