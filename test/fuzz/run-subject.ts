import fc from 'fast-check';
import { expectOwnPrototypes } from './prototypes.ts';
import type { Subject } from './subject.ts';

const RUNS_A_ROUND = 1000;

/** How large the heap was after the first round, and after the last, its garbage collected; 0 where that cannot be done. */
export type Heap = { firstBytes: number; lastBytes: number };

/**
 * Tries a subject on so many inputs. Rejects with the one that does harm, shrunk, and the seed; and when a promise was rejected that
 * nobody waits for.
 */
export async function runSubject(
  open: () => Subject | Promise<Subject>,
  { runs, seed, onRound }: { runs: number; seed: number; onRound?: (done: number) => void },
): Promise<Heap> {
  const unhandled: unknown[] = [];
  const onUnhandled = (reason: unknown): void => void unhandled.push(reason);
  process.on('unhandledRejection', onUnhandled);
  const subject = await open();
  const heap: Heap = { firstBytes: 0, lastBytes: 0 };
  try {
    for (let done = 0, round = 0; done < runs; round += 1) {
      const numRuns = Math.min(RUNS_A_ROUND, runs - done);
      await fc.assert(subject.property, { seed: seed + round, numRuns });
      expectOwnPrototypes();
      if (unhandled.length > 0) throw new Error(`nobody waits for what was rejected: ${unhandled.join('; ')}`);
      done += numRuns;
      heap.lastBytes = heapBytes();
      if (round === 0) heap.firstBytes = heap.lastBytes;
      onRound?.(done);
    }
  } finally {
    await subject.close();
    process.off('unhandledRejection', onUnhandled);
  }
  return heap;
}

/** What is reachable, where the garbage collector may be asked for. */
function heapBytes(): number {
  if (globalThis.gc === undefined) return 0;
  globalThis.gc();
  return process.memoryUsage().heapUsed;
}
