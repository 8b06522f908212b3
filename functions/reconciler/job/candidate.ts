/** The statuses of a job that is not over, in the spelling of the status index. */
export const OPEN_STATUSES = ['PROGRESSING', 'SUBMITTED'] as const;

/** A job that MediaConvert might have to be asked for. Times are epoch milliseconds. */
export type Candidate = {
  id: string;
  status: (typeof OPEN_STATUSES)[number];
  /** When it was last heard of, by any way but an answer. */
  heardAt: number;
  /** When MediaConvert last answered for it; absent if never. */
  askedAt?: number;
  /** Seconds; absent when not known. */
  statusUpdateInterval?: number;
  /** When it began to progress; where that is not known, when it was created, which is no later. */
  progressingSince: number;
};

/** The attributes of JobTable's item that `candidateOf` reads, as paths. */
export const CANDIDATE_ATTRIBUTES = [
  'id',
  'status',
  'createdAt',
  'updatedAt',
  'heardAt',
  'askedAt',
  'statusUpdateInterval',
  'missing',
  'ttl',
  'eventTimes.firstProgressingTime',
];

/** JobTable's item, as far as it was read. */
export type JobItem = {
  id: string;
  status: string;
  createdAt: string;
  updatedAt: string;
  heardAt?: number;
  askedAt?: number;
  statusUpdateInterval?: number;
  missing?: boolean;
  ttl: number;
  eventTimes?: { firstProgressingTime?: number };
};

/** The job, unless it is over, has expired, or is one that MediaConvert no longer knows. `now` in epoch milliseconds. */
export function candidateOf(item: JobItem, now: number): Candidate | undefined {
  const { id, heardAt, askedAt, statusUpdateInterval, eventTimes, missing = false } = item;
  const status = OPEN_STATUSES.find((open) => open === item.status);
  if (status === undefined || missing || hasExpired(item, now)) return undefined;
  const candidate: Candidate = {
    id,
    status,
    heardAt: heardAt ?? Date.parse(item.updatedAt),
    progressingSince: eventTimes?.firstProgressingTime ?? Date.parse(item.createdAt),
  };
  if (askedAt !== undefined) candidate.askedAt = askedAt;
  if (statusUpdateInterval !== undefined) candidate.statusUpdateInterval = statusUpdateInterval;
  return candidate;
}

/** Whether an item's time is over: DynamoDB deletes it some time later. `now` in epoch milliseconds. */
export function hasExpired({ ttl }: { ttl: number }, now: number): boolean {
  return ttl * 1000 <= now;
}
