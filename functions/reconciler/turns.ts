/** The turns to send a request, evenly spaced. */
export type Turns = {
  /** Waits for a turn. False, at once, when there is none before `until`, in epoch milliseconds, or none at all any more. */
  take: (until: number) => Promise<boolean>;
  /** Gives up as many turns to come, for requests that were sent without. */
  forgo: (turns: number) => void;
  /** Ends the turns: also who waits for one gets none. */
  end: () => void;
};

/** What the turns go by. Times are epoch milliseconds. */
export type TurnOptions = {
  requestsPerSecond: number;
  now: () => number;
  /** Waits, in milliseconds. */
  delay: (ms: number) => Promise<unknown>;
};

/** Makes turns, the first of which is now. One at a time may be waited for. Turns that nobody took do not come back. */
export function createTurns({ requestsPerSecond, now, delay }: TurnOptions): Turns {
  const spacing = 1000 / requestsPerSecond;
  let next = -Infinity;
  let ended = false;
  return {
    async take(until) {
      const start = now();
      const turn = Math.max(start, next);
      if (ended || turn >= until) return false;
      next = turn + spacing;
      if (turn > start) await delay(turn - start);
      return !ended;
    },
    forgo(turns) {
      next += turns * spacing;
    },
    end() {
      ended = true;
    },
  };
}
