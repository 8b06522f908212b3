import { readFileSync } from 'node:fs';

/** What AWS charges for, by service. */
export const SERVICES = {
  Lambda: { 'lambda.requests': 'requests', 'lambda.gbSeconds': 'GB-seconds' },
  DynamoDB: {
    'dynamodb.writeUnits': 'write units',
    'dynamodb.readUnits': 'read units',
    'dynamodb.storedGbMonths': 'GB stored',
    'dynamodb.backupGbMonths': 'GB that can be restored',
  },
  AppSync: {
    'appsync.operations': 'mutations and queries',
    'appsync.updates': 'updates to subscribers',
    'appsync.connectionMinutes': 'connection minutes',
    'transfer.outGb': 'GB to subscribers',
  },
  Kinesis: {
    'kinesis.streamHours': 'stream hours',
    'kinesis.inGb': 'GB written',
    'kinesis.outGb': 'GB read by the archive',
  },
  Archive: {
    'firehose.inGb': 'GB through Firehose',
    's3.puts': 'objects written',
    's3.standardGbMonths': 'GB in the first 30 days',
    's3.infrequentGbMonths': 'GB after them',
  },
  SQS: { 'sqs.requests': 'requests' },
  EventBridge: { 'eventbridge.serviceEvents': 'events' },
  'S3 (media)': { 's3.gets': 'reads' },
  CloudWatch: {
    'cloudwatch.logsInGb': 'GB logged',
    'cloudwatch.logsStoredGbMonths': 'GB of logs kept',
    'cloudwatch.metrics': 'metrics',
    'cloudwatch.alarms': 'alarms',
    'cloudwatch.dashboards': 'dashboards',
  },
  'X-Ray': { 'xray.traces': 'traces' },
} as const;

type KeysOf<Union> = Union extends unknown ? keyof Union : never;

/** The name of a price. */
export type PriceName = KeysOf<(typeof SERVICES)[keyof typeof SERVICES]>;

/** An amount of everything that has a price. */
export type Usage = Record<PriceName, number>;

/** Nothing of anything. */
export const UNUSED = Object.fromEntries(
  Object.values(SERVICES)
    .flatMap((items) => Object.keys(items))
    .map((name) => [name, 0]),
) as Usage;

/** A price in US dollars for so many, and where it is from. */
export type Price = {
  usd: number;
  per: number;
  note?: string;
  /** AWS's page that has it. */
  page: string;
  /** Where it was read, if not there. */
  seen?: string;
  /** When it was read, or of when that is. */
  date: string;
  evidence: 'published' | 'reported' | 'assumed';
};

/** The prices of us-east-1, the only place for them. */
export function readPrices(): Record<PriceName, Price> {
  const text = readFileSync(new URL('prices.json', import.meta.url), 'utf8');
  return (JSON.parse(text) as { prices: Record<PriceName, Price> }).prices;
}
