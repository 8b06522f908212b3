import { setTimeout } from 'node:timers/promises';

const FIRST_MS = 25;
const LONGEST_MS = 1000;

/** Waits before a further attempt, `attempt` counted from 0: a random time up to a bound that doubles with each, so that rivals part. */
export async function backoff(attempt: number): Promise<void> {
  await setTimeout(Math.random() * Math.min(LONGEST_MS, FIRST_MS * 2 ** attempt));
}
