import { setTimeout as delay } from 'node:timers/promises';
import type { Resource } from '../assembly/assembly.ts';

/** AWS: what a new on-demand stream has, https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html */
export const ON_DEMAND_SHARDS = 4;

const DEFAULT_RETENTION_HOURS = 24;
/** The most that the emulator takes; AWS keeps records for up to a year. */
const LONGEST_RETENTION_HOURS = 168;

/** Sends a request of the Kinesis API to the emulator. Rejects when it refuses. */
export type Call = (operation: string, body: Record<string, unknown>) => Promise<Record<string, unknown>>;

/** Creates the streams of the stack, and resolves once all of them take records. */
export async function createStreams(call: Call, streams: Resource[]): Promise<void> {
  await Promise.all(
    streams.map(async ({ ref: StreamName, properties }) => {
      const { ShardCount: shards, StreamModeDetails: mode, RetentionPeriodHours: hours } = properties;
      const onDemand = (mode as { StreamMode?: string } | undefined)?.StreamMode === 'ON_DEMAND';
      await call('CreateStream', { StreamName, ShardCount: onDemand ? ON_DEMAND_SHARDS : Number(shards ?? 1) });
      while (!(await isActive(call, StreamName))) await delay(5);
      const RetentionPeriodHours = Math.min(Number(hours ?? DEFAULT_RETENTION_HOURS), LONGEST_RETENTION_HOURS);
      if (RetentionPeriodHours > DEFAULT_RETENTION_HOURS) {
        await call('IncreaseStreamRetentionPeriod', { StreamName, RetentionPeriodHours });
      }
    }),
  );
}

async function isActive(call: Call, StreamName: string): Promise<boolean> {
  const { StreamDescriptionSummary: stream } = await call('DescribeStreamSummary', { StreamName });
  return (stream as { StreamStatus?: string }).StreamStatus === 'ACTIVE';
}
