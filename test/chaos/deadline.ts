import { setTimeout as delay } from 'node:timers/promises';

/** A time at which a run ends, whatever it waits for. */
export type Deadline = {
  /** Asks again and again, until nothing is missing. Rejects, telling what still is, when the time is over. */
  untilNothing(isMissing: () => Promise<string | undefined>): Promise<void>;
};

const ASK_MS = 100;

/** A deadline that many milliseconds from now. `tell` is called each time that something is still missing. */
export function deadlineIn(ms: number, tell: (missing: string) => void): Deadline {
  const end = performance.now() + ms;
  return {
    async untilNothing(isMissing) {
      for (let missing = await isMissing(); missing !== undefined; missing = await isMissing()) {
        if (performance.now() > end) throw new Error(`a run may take ${ms} ms; after them ${missing}`);
        tell(missing);
        await delay(ASK_MS);
      }
    },
  };
}
