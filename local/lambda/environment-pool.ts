import type { ExecutionEnvironment } from './execution-environment.ts';

/** The execution environments of a function: kept warm, made as they are needed, replaced when they end. */
export type EnvironmentPool = {
  /** Resolves once the first environment is initialized, well or not. */
  warm: Promise<void>;
  /** Resolves once an environment is free; it then belongs to the caller until `release`. */
  acquire(): Promise<ExecutionEnvironment>;
  release(environment: ExecutionEnvironment): void;
  /** Those that belong to a caller now. */
  busy(): ExecutionEnvironment[];
  /** Ends them all, busy or not. */
  close(): Promise<void>;
};

/** A pool of at most `size` environments, the first of them started at once. */
export function createEnvironmentPool(size: number, start: () => ExecutionEnvironment): EnvironmentPool {
  const all = new Set<ExecutionEnvironment>();
  const idle: ExecutionEnvironment[] = [];
  const waiting: ((environment: ExecutionEnvironment) => void)[] = [];
  let closed = false;

  async function add(): Promise<void> {
    const environment = start();
    all.add(environment);
    await environment.initialized;
    offer(environment);
  }

  function offer(environment: ExecutionEnvironment): void {
    const next = waiting.shift();
    if (next === undefined) idle.push(environment);
    else next(environment);
  }

  return {
    warm: add(),
    acquire() {
      const environment = idle.pop();
      if (environment?.isAlive()) return Promise.resolve(environment);
      if (environment !== undefined) all.delete(environment);
      // Whichever is free first serves: the one that starts now, or a warm one.
      if (all.size < size && waiting.length === 0) void add();
      return new Promise((resolve) => waiting.push(resolve));
    },
    release(environment) {
      if (environment.isAlive()) {
        offer(environment);
        return;
      }
      all.delete(environment);
      if (!closed) void add();
    },
    busy: () => [...all].filter((environment) => !idle.includes(environment)),
    async close() {
      closed = true;
      await Promise.all([...all].map((environment) => environment.close()));
    },
  };
}
