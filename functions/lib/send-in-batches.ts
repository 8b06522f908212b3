import { backoff } from './backoff.ts';

/** A batch API, and what one call of it may hold. */
export type BatchApi<T> = {
  maxItems: number;
  maxBytes: number;
  bytesOf: (item: T) => number;
  /** One call. Returns the items that the service left undone; throws when it refuses the call. */
  send: (items: T[]) => Promise<T[]>;
};

const ATTEMPTS = 6;
/** A refusal for what the call holds, not for who calls or how often. */
const REFUSALS = new Set(['ValidationException', 'InvalidArgumentException', 'SerializationException']);

/**
 * Sends all the items in as few calls as possible, side by side, and again what the service leaves undone. A call that is
 * refused for its content is halved until only the items at fault fail. Returns the items that failed, each with the reason.
 */
export async function sendInBatches<T>(items: readonly T[], api: BatchApi<T>): Promise<Map<T, unknown>> {
  const failures = await Promise.all(split(items, api).map((batch) => sendBatch(batch, api)));
  return new Map(failures.flatMap((each) => [...each]));
}

async function sendBatch<T>(batch: T[], api: BatchApi<T>): Promise<Map<T, unknown>> {
  try {
    return failAll(await sendUntilDone(batch, api), new Error(`left undone by the service after ${ATTEMPTS} attempts`));
  } catch (error) {
    if (batch.length === 1 || !(error instanceof Error && REFUSALS.has(error.name))) return failAll(batch, error);
    const middle = Math.ceil(batch.length / 2);
    const halves = [batch.slice(0, middle), batch.slice(middle)];
    const failures = await Promise.all(halves.map((half) => sendBatch(half, api)));
    return new Map(failures.flatMap((each) => [...each]));
  }
}

async function sendUntilDone<T>(batch: T[], api: BatchApi<T>): Promise<T[]> {
  let undone = await api.send(batch);
  for (let attempt = 1; undone.length > 0 && attempt < ATTEMPTS; attempt++) {
    await backoff(attempt);
    undone = await api.send(undone);
  }
  return undone;
}

function failAll<T>(items: T[], reason: unknown): Map<T, unknown> {
  return new Map(items.map((item) => [item, reason]));
}

function split<T>(items: readonly T[], { maxItems, maxBytes, bytesOf }: BatchApi<T>): T[][] {
  const batches: T[][] = [];
  let bytes = 0;
  for (const item of items) {
    const size = bytesOf(item);
    const batch = batches.at(-1);
    if (batch === undefined || batch.length === maxItems || bytes + size > maxBytes) {
      batches.push([item]);
      bytes = size;
    } else {
      batch.push(item);
      bytes += size;
    }
  }
  return batches;
}
