import { readFileSync } from 'node:fs';

/** A limit of a service, or of the stack's own. */
export type Limit = {
  name: string;
  /** In us-east-1, if not asked for more. */
  most: number;
  /** Whether more can be had: by asking, by waiting, or by a prop. */
  raised: boolean;
  /** Where it stands. */
  page: string;
  /** `assumed`: well known, but not looked up. */
  evidence: 'published' | 'assumed';
};

/** The name of a limit. */
export type LimitName =
  | 'eventbridge.invocations'
  | 'sqs.inFlight'
  | 'collector.concurrency'
  | 'lambda.concurrency'
  | 'dynamodb.newTable'
  | 'dynamodb.table'
  | 'dynamodb.statusPartition'
  | 'dynamodb.tagPartition'
  | 'kinesis.newStream'
  | 'kinesis.stream'
  | 'appsync.requests'
  | 'appsync.connections';

/** The limits of us-east-1, the only place for them. */
export function readLimits(): Record<LimitName, Limit> {
  const text = readFileSync(new URL('limits.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { limits: Record<LimitName, Limit> }).limits;
}
