/** Why the details are asked for again: something that updates do not tell may have changed, or just another status update came. */
export type Reason = 'NEWS' | 'TICK';

/** How long after the query before the next may start, in milliseconds: so often there may be a query, however many updates come. */
const PAUSES_MS: Record<Reason, number> = { NEWS: 2_000, TICK: 60_000 };

/** Asks again, soon after there was a reason to, and once for all the reasons that come meanwhile. */
export type Asking = { because(reason: Reason): void; now(): void; close(): void };

/** Calls `ask` at a bounded rate. One query is under way at a time. */
export function createAsking(ask: () => Promise<void>): Asking {
  let askedAt = -Infinity;
  let due: { at: number; timer: ReturnType<typeof setTimeout> } | undefined;
  let isUnderWay = false;
  const meanwhile = new Set<Reason>();

  const start = async (): Promise<void> => {
    clearTimeout(due?.timer);
    due = undefined;
    isUnderWay = true;
    askedAt = Date.now();
    await ask();
    isUnderWay = false;
    if (meanwhile.size === 0) return;
    const reason = meanwhile.has('NEWS') ? 'NEWS' : 'TICK';
    meanwhile.clear();
    because(reason);
  };
  const because = (reason: Reason): void => {
    if (isUnderWay) {
      meanwhile.add(reason);
      return;
    }
    const at = askedAt + PAUSES_MS[reason];
    if (due !== undefined && due.at <= at) return;
    clearTimeout(due?.timer);
    due = { at, timer: setTimeout(() => void start(), Math.max(0, at - Date.now())) };
  };

  return {
    because,
    now() {
      if (isUnderWay) meanwhile.add('NEWS');
      else void start();
    },
    close() {
      clearTimeout(due?.timer);
      meanwhile.clear();
    },
  };
}
