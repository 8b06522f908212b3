// A longer timer would end at once.
const MAX_TIMER_MS = 2 ** 31 - 1;

/** Calls `fire` every `periodMs`, for the first time one period from now, until the function that it returns is called. */
export function fireEvery(periodMs: number, fire: () => void): () => void {
  let timer: NodeJS.Timeout;
  const wait = (leftMs: number): void => {
    const waitMs = Math.min(leftMs, MAX_TIMER_MS);
    timer = setTimeout(() => {
      if (leftMs <= MAX_TIMER_MS) fire();
      wait(leftMs > MAX_TIMER_MS ? leftMs - MAX_TIMER_MS : periodMs);
    }, waitMs).unref();
  };
  wait(periodMs);
  return () => clearTimeout(timer);
}
