import type { Assembly, Resource } from '../assembly/assembly.ts';

/** A queue that feeds a function. */
export type EventSourceMapping = {
  functionName: string;
  queueArn: string;
  queueUrl: string;
  batchSize: number;
  batchingWindowMs: number;
  reportsBatchItemFailures: boolean;
  /** How many batches the function works on at once. */
  maximumConcurrency: number;
};

// AWS: Lambda Developer Guide, "Creating and configuring an Amazon SQS event source mapping".
const DEFAULT_BATCH_SIZE = 10;

/** Reads an `AWS::Lambda::EventSourceMapping`, of no more batches at once than given. Throws an `Error` of one line when it cannot be served here. */
export function readEventSourceMapping(
  { logicalId, properties }: Resource,
  assembly: Assembly,
  mostBatches: number,
): EventSourceMapping {
  const refuse = (reason: string): never => {
    throw new Error(`event source mapping ${logicalId}: ${reason}`);
  };
  const find = (type: string, id: unknown): Resource | undefined =>
    assembly.resources.find(
      (resource) => resource.type === type && (resource.ref === id || resource.attributes['Arn'] === id),
    );
  const { EventSourceArn, FunctionName, FilterCriteria, BatchSize, FunctionResponseTypes } = properties;
  const queue = find('AWS::SQS::Queue', EventSourceArn);
  const target = find('AWS::Lambda::Function', FunctionName);
  if (queue === undefined)
    return refuse(`only queues of the stack feed functions locally, not ${String(EventSourceArn)}`);
  if (target === undefined) return refuse(`there is no function ${String(FunctionName)}`);
  if (FilterCriteria !== undefined) return refuse('FilterCriteria is not supported locally');
  const { MaximumConcurrency } = (properties['ScalingConfig'] ?? {}) as { MaximumConcurrency?: unknown };
  return {
    functionName: target.ref,
    queueArn: String(EventSourceArn),
    queueUrl: queue.ref,
    batchSize: Number(BatchSize ?? DEFAULT_BATCH_SIZE),
    batchingWindowMs: Number(properties['MaximumBatchingWindowInSeconds'] ?? 0) * 1_000,
    reportsBatchItemFailures:
      Array.isArray(FunctionResponseTypes) && FunctionResponseTypes.includes('ReportBatchItemFailures'),
    maximumConcurrency: Math.min(mostBatches, Number(MaximumConcurrency ?? mostBatches)),
  };
}
