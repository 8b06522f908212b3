import { FieldFault } from './field-fault.ts';

/** How long a request may run, in milliseconds. AWS: https://docs.aws.amazon.com/general/latest/gr/appsync.html */
export const EXECUTION_LIMIT_MS = 30_000;

/** A request's time, running out. */
export type Deadline = {
  /** The work's outcome, or the fault of a request that ran too long, whichever is first. No work is begun once it is over. */
  race<Value>(work: () => Promise<Value>): Promise<Value>;
  /** The request has ended. */
  end(): void;
};

/** Starts the time of a request. AWS: the error was seen as a field's own: `ExecutionTimeout`, `Execution timed out.` */
export function startDeadline(limitMs: number): Deadline {
  let timer: NodeJS.Timeout | undefined;
  let isOver = false;
  const expired = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      isOver = true;
      reject(new FieldFault('Execution timed out.', 'ExecutionTimeout'));
    }, limitMs);
  });
  // Nobody may be waiting when it runs out.
  expired.catch(() => undefined);
  return {
    race: (work) => (isOver ? expired : Promise.race([work(), expired])),
    end: () => clearTimeout(timer),
  };
}
