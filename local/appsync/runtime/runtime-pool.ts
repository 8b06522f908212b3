import type { FunctionText } from './runtime-messages.ts';
import { createRuntimeProcess, type Job, type Limits, type Outcome, type RuntimeProcess } from './runtime-process.ts';

/** Enough for three codes to run away at a time while others run. */
const MOST_PROCESSES = 4;

/** Processes that run resolver code between them. */
export type RuntimePool = {
  /** Runs a handler. The text is sent only where `code` is not loaded. */
  run(code: number | null, text: FunctionText, input: string): Promise<Outcome>;
  /** Ends the processes; what still runs or waits is answered `closed`. */
  close(): Promise<void>;
};

/**
 * One process runs everything, in order, until a handler is slow: what waits behind it, and what comes, then goes to the next one,
 * which is started when it is first needed. A code that is slow waits for itself, so that no code takes all of them.
 */
export function createRuntimePool(limits: Limits): RuntimePool {
  const processes: RuntimeProcess[] = [];
  let isClosed = false;

  function placeOf(job: Job): RuntimeProcess {
    const itself = processes.find((one) => one.slow()?.text.text === job.text.text);
    if (itself) return itself;
    const free = processes.filter((one) => one.slow() === undefined);
    const place = free.find((one) => one.isReady()) ?? free[0];
    if (place) return place;
    if (processes.length < MOST_PROCESSES) return add();
    return processes.reduce((best, one) => (one.load() < best.load() ? one : best));
  }

  function add(): RuntimeProcess {
    const process = createRuntimeProcess(limits, (job) => {
      const place = placeOf(job);
      if (place === process) return false;
      place.run(job);
      return true;
    });
    processes.push(process);
    return process;
  }

  return {
    run(code, text, input) {
      if (isClosed) return Promise.resolve({ kind: 'stopped', why: 'closed' });
      return new Promise((settle) => {
        const job = { code, text, input, settle };
        placeOf(job).run(job);
      });
    },
    async close() {
      isClosed = true;
      await Promise.all(processes.map((one) => one.close()));
    },
  };
}
