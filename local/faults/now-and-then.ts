import type { Faults } from './create-faults.ts';
import type { FaultProfile } from './profiles.ts';

const TICK_MS = 50;

/**
 * Has something happen as often as the profile of the faults says, at random times: from half to one and a half times that long
 * apart, and, where nothing happened, again at once.
 */
export function nowAndThen(
  faults: Faults,
  everyMs: (profile: FaultProfile) => number | undefined,
  happen: () => Promise<boolean>,
): { close(): Promise<void> } {
  let dueMs: number | undefined;
  let happening: Promise<void> | undefined;
  const timer = setInterval(() => {
    const every = everyMs(faults.profile());
    if (every === undefined || happening !== undefined) return;
    dueMs ??= performance.now() + every * (0.5 + faults.random());
    if (performance.now() < dueMs) return;
    happening = happen().then((happened) => {
      if (happened) dueMs = undefined;
      happening = undefined;
    });
  }, TICK_MS);
  return {
    async close() {
      clearInterval(timer);
      await happening;
    },
  };
}
