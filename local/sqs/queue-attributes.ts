import type { Resource } from '../assembly/assembly.ts';

/** The properties of `AWS::SQS::Queue` that `CreateQueue` takes under the same names. Encryption and tags do nothing that a local queue could show. */
const ATTRIBUTES = [
  'VisibilityTimeout',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'MaximumMessageSize',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

/** The attributes of a queue of the stack as SQS has them: all of them text, the redrive policy as JSON. */
export function queueAttributes({ properties }: Resource): Record<string, string> {
  return Object.fromEntries(
    ATTRIBUTES.flatMap((name): [string, string][] => {
      const value = properties[name];
      if (value === undefined) return [];
      return [[name, typeof value === 'string' ? value : JSON.stringify(value)]];
    }),
  );
}
