import type { Faults } from './create-faults.ts';
import { nowAndThen } from './now-and-then.ts';

/** What of a stack can break. */
export type Breakable = {
  /** Ends a function in the midst of its work; false when none is at work. `choose` takes from how many. */
  crash(choose: (count: number) => number): Promise<boolean>;
  /** Each restarts a server, which forgets nothing by that. */
  restarts: readonly (() => Promise<void>)[];
};

/** Kills functions and restarts servers, as often as the faults say. A server that does not come back is the stack's end. */
export function breakParts(faults: Faults, { crash, restarts }: Breakable): { close(): Promise<void> } {
  const choose = (count: number): number => Math.floor(faults.random() * count);
  const parts = [
    nowAndThen(
      faults,
      ({ killEveryMs }) => killEveryMs,
      async () => {
        const crashed = await crash(choose);
        if (crashed) faults.note('KILL');
        return crashed;
      },
    ),
    nowAndThen(
      faults,
      ({ restartEveryMs }) => restartEveryMs,
      async () => {
        faults.note('RESTART');
        await restarts[choose(restarts.length)]?.();
        return true;
      },
    ),
  ];
  return {
    async close() {
      await Promise.all(parts.map((part) => part.close()));
    },
  };
}
