import type { Faults } from './create-faults.ts';

const TICK_MS = 50;

/** Crashes something as often as the faults say, at random times. */
export function crashFunctions(
  faults: Faults,
  crash: (choose: (count: number) => number) => void,
): { close(): Promise<void> } {
  const timer = setInterval(() => {
    const every = faults.killEveryMs();
    if (every !== undefined && faults.random() < TICK_MS / every) crash((count) => Math.floor(faults.random() * count));
  }, TICK_MS);
  return {
    close() {
      clearInterval(timer);
      return Promise.resolve();
    },
  };
}
