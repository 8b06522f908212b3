import type { ExecutionEnvironment } from './execution-environment.ts';

/** An execution environment that starts with its first invocation, and costs nothing before. */
export function lazyEnvironment(start: () => ExecutionEnvironment): ExecutionEnvironment {
  let started: ExecutionEnvironment | undefined;
  let closed = false;
  return {
    initialized: Promise.resolve(),
    isAlive: () => !closed && (started?.isAlive() ?? true),
    async invoke(payload, requestId) {
      if (closed) throw new Error('the function is closed');
      started ??= start();
      // A function's time limit does not count what it takes to load it.
      await started.initialized;
      return started.invoke(payload, requestId);
    },
    async close() {
      closed = true;
      await started?.close();
    },
  };
}
