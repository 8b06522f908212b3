import { asError } from '../lib/as-error.ts';

/** What has failed of a batch, by the id of a job or message. Of several failures of one id, the first is kept. */
export type Failures = {
  /** Waits for an effect. A failure is kept, not thrown; the result is undefined then. */
  of: <T>(id: string, effect: Promise<T>) => Promise<T | undefined>;
  add: (failed: ReadonlyMap<string, unknown>) => void;
  has: (id: string) => boolean;
  get: (id: string) => Error | undefined;
};

/** Makes an empty one. */
export function createFailures(): Failures {
  const reasons = new Map<string, Error>();
  const fail = (id: string, reason: unknown): void => {
    if (!reasons.has(id)) reasons.set(id, asError(reason));
  };
  return {
    async of(id, effect) {
      try {
        return await effect;
      } catch (error) {
        fail(id, error);
        return undefined;
      }
    },
    add: (failed) => failed.forEach((reason, id) => fail(id, reason)),
    has: (id) => reasons.has(id),
    get: (id) => reasons.get(id),
  };
}
