import { setImmediate as turn } from 'node:timers/promises';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createReaderWriterLock } from '../../../local/dynamodb/reader-writer-lock.ts';

type Kind = 'shared' | 'exclusive';

/** Runs tasks that take some turns of the event loop each; tells who started when, and beside whom. */
async function run(tasks: { kind: Kind; turns: number; fails: boolean }[]) {
  const lock = createReaderWriterLock();
  const running = new Set<number>();
  const started: { task: number; beside: number[] }[] = [];
  const outcomes = tasks.map(({ kind, turns, fails }, task) =>
    lock[kind](async () => {
      started.push({ task, beside: [...running] });
      running.add(task);
      for (let left = turns; left > 0; left -= 1) await turn();
      running.delete(task);
      if (fails) throw new Error('it was to fail');
      return task;
    }),
  );
  return { started, settled: await Promise.allSettled(outcomes) };
}

it('starts tasks in their order, exclusive ones beside nobody, whatever fails', async () => {
  const task = fc.record({
    kind: fc.constantFrom<Kind>('shared', 'exclusive'),
    turns: fc.nat(3),
    fails: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(task), async (tasks) => {
      const { started, settled } = await run(tasks);
      expect(started.map((start) => start.task)).toEqual(tasks.map((_task, index) => index));
      const alone = (index: number): boolean => tasks[index]?.kind === 'exclusive';
      expect(started.filter((start) => start.beside.length > 0 && [start.task, ...start.beside].some(alone))).toEqual(
        [],
      );
      expect(settled.map(({ status }) => status === 'rejected')).toEqual(tasks.map(({ fails }) => fails));
    }),
  );
});

it('lets shared tasks run side by side', async () => {
  const { started } = await run(Array.from({ length: 3 }, () => ({ kind: 'shared', turns: 2, fails: false }) as const));
  expect(started.at(-1)).toEqual({ task: 2, beside: [0, 1] });
});
