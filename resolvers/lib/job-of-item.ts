import { util } from '@aws-appsync/utils';
import type { Job } from '../../schema/generated/graphql.ts';
import type { JobItem } from './job-item.ts';
import { isStalled } from './stalled.ts';

/** The fields of a Job that its item holds. The others have resolvers of their own, which find the job by `source.id`. */
export type JobFields = Omit<
  Job,
  'analysis' | 'events' | 'inputs' | 'mediainfo' | 'outputFindings' | 'outputGroups' | 'settings'
>;

/** An item of JobTable as GraphQL shows it. */
export function jobOfItem(item: JobItem): JobFields {
  return {
    id: item.id,
    status: item.status,
    createdAt: item.createdAt,
    version: item.version,
    account: item.account ?? '',
    region: item.region ?? '',
    queue: item.queue ?? '',
    queueName: item.queueName ?? '',
    userMetadata: item.userMetadata ?? [],
    eventTimes: isoTimes(item.eventTimes ?? {}),
    progressMetrics: item.progressMetrics ?? {},
    warnings: (item.warnings ?? []).map((warning) => ({
      code: warning.code,
      message: warning.message ?? null,
      count: warning.count,
      firstSeen: isoTime(warning.firstSeen),
      lastSeen: isoTime(warning.lastSeen),
    })),
    error: item.error ?? null,
    queueTransitions: (item.queueTransitions ?? []).map((hop) => ({
      fromQueue: hop.fromQueue ?? null,
      toQueue: hop.toQueue ?? null,
      priority: hop.priority ?? null,
      time: isoTime(hop.time),
    })),
    stalled: isStalled(item),
    missing: item.missing ?? false,
    expiresAt: util.time.epochMilliSecondsToISO8601(item.ttl * 1000),
  };
}

/** An event may tell no time, and what it teaches then has none: null. */
function isoTime(epochMs: number | undefined): string | null {
  return epochMs === undefined ? null : util.time.epochMilliSecondsToISO8601(epochMs);
}

function isoTimes(epochMs: Record<string, number>): Record<string, string> {
  const iso: Record<string, string> = {};
  for (const [name, time] of Object.entries(epochMs)) iso[name] = util.time.epochMilliSecondsToISO8601(time);
  return iso;
}
