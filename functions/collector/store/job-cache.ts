import type { JobRecord } from '../job/job-record.ts';

/** The records that this container has seen last. It saves reads, and may be out of date: every write is conditional. */
export type JobCache = {
  get: (id: string) => JobRecord | undefined;
  set: (record: JobRecord) => void;
};

/** Keeps the `limit` records used last. */
export function createJobCache(limit: number): JobCache {
  const records = new Map<string, JobRecord>();
  const put = (record: JobRecord): void => {
    records.delete(record.id);
    records.set(record.id, record);
  };
  return {
    get(id) {
      const record = records.get(id);
      if (record !== undefined) put(record);
      return record;
    },
    set(record) {
      put(record);
      const [oldest] = records.keys();
      if (records.size > limit && oldest !== undefined) records.delete(oldest);
    },
  };
}
