import { type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { fromItem } from '../../functions/collector/store/job-item.ts';
import type { Outputs } from '../../local/outputs.ts';
import { subscribeToJob } from '../end-to-end/subscribe-to-job.ts';

/** What was published of the jobs, as a subscriber sees it. */
export type Published = {
  /** The newest version of each job. */
  newest: ReadonlyMap<string, number>;
  /** The version of each job that came first. */
  first: ReadonlyMap<string, number>;
  /**
   * The jobs of which a state was published before a consistent read of the table had it, of so many comparisons. Complete when
   * nothing comes any more.
   */
  tooEarly(): Promise<{ jobIds: string[]; comparisons: number }>;
  close(): void;
};

/** Records what is published from now on, and reads each job as soon as an update of it comes. */
export async function recordPublished(outputs: Outputs, dynamodb: DynamoDBClient): Promise<Published> {
  const query = 'subscription { onJobProgress: onAnyJobProgress { jobId version status } }';
  const { updates, close } = await subscribeToJob(outputs, '', query);
  const newest = new Map<string, number>();
  const first = new Map<string, number>();
  const early = new Set<string>();
  let comparisons = 0;
  const reads = new Set<Promise<unknown>>();

  async function compare(jobId: string, version: number): Promise<void> {
    const Key = { id: { S: jobId } };
    const command = new GetItemCommand({ TableName: outputs.resources.jobTable, Key, ConsistentRead: true });
    const { Item } = await dynamodb.send(command);
    comparisons += 1;
    if (Item === undefined || fromItem(Item).version < version) early.add(jobId);
  }

  async function record(): Promise<never> {
    for (;;) {
      const { jobId, version } = (await updates.next()) as unknown as { jobId: string; version: number };
      newest.set(jobId, Math.max(version, newest.get(jobId) ?? 0));
      if (!first.has(jobId)) first.set(jobId, version);
      // Where even the retries of the client fail, there is one comparison less.
      const read: Promise<unknown> = compare(jobId, version)
        .catch(() => undefined)
        .finally(() => reads.delete(read));
      reads.add(read);
    }
  }
  void record();
  return {
    newest,
    first,
    async tooEarly() {
      await Promise.all(reads);
      return { jobIds: [...early], comparisons };
    },
    close,
  };
}
