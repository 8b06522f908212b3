/** Lets tasks run side by side, or one alone. */
export type ReaderWriterLock = {
  /** Runs beside other shared tasks, and never beside an exclusive one. */
  shared<T>(task: () => Promise<T>): Promise<T>;
  /** Runs while nothing else does. */
  exclusive<T>(task: () => Promise<T>): Promise<T>;
};

/** Nobody is overtaken: an exclusive task waits for those that came before it, and those that come after wait for it. */
export function createReaderWriterLock(): ReaderWriterLock {
  /** Settled when the newest exclusive task has ended. */
  let exclusive: Promise<unknown> = Promise.resolve();
  /** The shared tasks that came since. */
  let sharing = new Set<Promise<unknown>>();
  return {
    shared(task) {
      const running = exclusive.then(task);
      const tasks = sharing;
      const ended: Promise<unknown> = running.then(noMatter, noMatter).then(() => tasks.delete(ended));
      tasks.add(ended);
      return running;
    },
    exclusive(task) {
      const running = Promise.all([exclusive, ...sharing]).then(task);
      exclusive = running.then(noMatter, noMatter);
      sharing = new Set();
      return running;
    },
  };
}

/** A task that fails holds up nobody. */
const noMatter = (): void => undefined;
