import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Fault, FaultProfile } from './profiles.ts';

/** What goes wrong, with a request or with what serves it. */
export type Mishap = Fault | 'KILL' | 'RESTART';

/** What decides which requests go wrong. */
export type Faults = {
  /** Whether something goes wrong with this request, and what. */
  draw(service: string, operation: string): Fault | undefined;
  /** From 0 up to 1. */
  random(): number;
  /** From now on all of this goes wrong, and nothing else. */
  set(profile: FaultProfile): void;
  /** What goes wrong now. */
  profile(): FaultProfile;
  /** Counts something that went wrong with what serves requests. */
  note(mishap: 'KILL' | 'RESTART'): void;
  /** How often each thing went wrong. */
  counts(): Partial<Record<Mishap, number>>;
};

const NOTHING: FaultProfile = { rules: [] };

/**
 * Draws faults by chance. The same seed gives the same draws; which request each of them meets is up to the order in which
 * requests come, and that is the machine's.
 */
export function createFaults({
  seed,
  profile = NOTHING,
}: {
  seed: number;
  /** @default nothing goes wrong */
  profile?: FaultProfile;
}): Faults {
  const generator = xoroshiro128plus(seed);
  const counts: Partial<Record<Mishap, number>> = {};
  let current = profile;
  const random = (): number => uniformFloat64(generator);
  const count = (mishap: Mishap): void => {
    counts[mishap] = (counts[mishap] ?? 0) + 1;
  };
  return {
    draw(service, operation) {
      const drawn = current.rules.find(
        (rule) =>
          (rule.service ?? service) === service &&
          (rule.operations === undefined || rule.operations.includes(operation)) &&
          random() < rule.share,
      )?.fault;
      if (drawn !== undefined) count(drawn);
      return drawn;
    },
    random,
    set(next) {
      current = next;
    },
    profile: () => current,
    note: count,
    counts: () => ({ ...counts }),
  };
}
