/** Epoch seconds at which an item expires that is alive while a test runs. */
export const IN_AN_HOUR = Math.floor(Date.now() / 1000) + 3600;

/** Epoch seconds of an expiry that was a moment ago: DynamoDB has not deleted the item yet. */
export const JUST_EXPIRED = Math.floor(Date.now() / 1000) - 1;

/** ARN of a queue in the tests' account. */
export const queueArn = (name: string): string => `arn:aws:mediaconvert:us-east-1:000000000000:queues/${name}`;

/** The minute of a day in 2026, as `createdAt` has it. */
export const minute = (n: number): string => new Date(Date.UTC(2026, 10, 23, 0, n)).toISOString();

/** An item of JobTable with what every job has. */
export function jobItem(id: string, fields: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    version: 1,
    status: 'COMPLETE',
    createdAt: minute(0),
    updatedAt: minute(1),
    ttl: IN_AN_HOUR,
    rowsTtl: IN_AN_HOUR,
    account: '000000000000',
    region: 'us-east-1',
    queue: queueArn('Default'),
    queueName: 'Default',
    userMetadata: [],
    eventTimes: {},
    progressMetrics: {},
    warnings: [],
    queueTransitions: [],
    merge: { secret: 'the collector’s own' },
    ...fields,
  };
}

/** A row of JobTagTable that points to a job. */
export function tagRow(tag: string, job: { id: string; createdAt?: string }): Record<string, unknown> {
  return { tag, job: `${job.createdAt ?? minute(0)}#${job.id}`, ttl: IN_AN_HOUR };
}
