/** How long to wait before trying again. */
export type Backoff = {
  /** The bound of the first wait, in milliseconds; it doubles with every attempt. */
  baseMs: number;
  /** The bound that no wait exceeds, in milliseconds. */
  maximumMs: number;
  /** Gives a number from 0 up to, not including, 1. */
  random: () => number;
};

/** Up to a second at first, never more than half a minute. */
export const DEFAULT_BACKOFF: Backoff = { baseMs: 1_000, maximumMs: 30_000, random: Math.random };

/**
 * Exponential backoff with full jitter: any wait up to the bound is as likely, so that the clients that one outage
 * disconnected come back spread out. `attempt` counts from 0.
 */
export function backoffDelay({ baseMs, maximumMs, random }: Backoff, attempt: number): number {
  return random() * Math.min(maximumMs, baseMs * 2 ** attempt);
}
