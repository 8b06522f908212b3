import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CheckedEvent } from '../../../../functions/collector/event/checked-event.ts';
import { canonicalJson } from '../../../../functions/collector/job/canonical-json.ts';
import { describeJob } from '../../../../functions/collector/job/describe-job.ts';
import { facts } from '../../../../functions/collector/job/facts.ts';
import { merge } from '../../../../functions/collector/job/job-state.ts';
import type { JobState } from '../../../../functions/collector/job/job-state.ts';
import { arbitraryEvent, crowdedEvent, hostileEventText, parsed } from '../arbitrary-event.ts';

const events = fc.array(arbitraryEvent, { minLength: 1, maxLength: 8 });
const state = events.map(fold);
/** Events that tell more of warnings and hops than a state holds. */
const crowded = fc.array(crowdedEvent, { minLength: 1, maxLength: 40 });

function fold(list: readonly CheckedEvent[]): JobState {
  return list.map(facts).reduce(merge, {});
}

function expectEqual(a: JobState, b: JobState): void {
  expect(canonicalJson(a)).toBe(canonicalJson(b));
}

/** Writing to it, or to anything in it, throws. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

/** The state without anything in what is merged field by field. */
function emptied({ eventTimes, attempt, warnings }: JobState): JobState {
  return {
    eventTimes: eventTimes && {},
    attempt: attempt && { retryCount: attempt.retryCount, phaseSeen: attempt.phaseSeen && {} },
    warnings: warnings && Object.fromEntries(Object.keys(warnings).map((code) => [code, {}])),
  };
}

describe('merging', () => {
  it('is commutative', () => {
    fc.assert(fc.property(state, state, (a, b) => expectEqual(merge(a, b), merge(b, a))));
  });

  it('is associative', () => {
    fc.assert(fc.property(state, state, state, (a, b, c) => expectEqual(merge(merge(a, b), c), merge(a, merge(b, c)))));
  });

  it('is idempotent', () => {
    fc.assert(fc.property(state, (a) => expectEqual(merge(a, a), a)));
  });

  it('changes neither side, nor anything in it', () => {
    fc.assert(
      fc.property(state, state, (a, b) => {
        // What is frozen throws when it is changed; merged once before, there would be nothing left to change.
        expect(() => merge(frozen(a), frozen(b))).not.toThrow();
      }),
    );
  });

  it('takes what one side was not told from the other, field by field', () => {
    fc.assert(
      fc.property(state, (a) => {
        for (const less of [{}, emptied(a)]) {
          expectEqual(merge(less, a), a);
          expect(merge(a, less)).toBe(a);
        }
      }),
    );
  });

  it('lets what is told without a time lose, of an error too, whose first counts', () => {
    const told = fc.tuple(arbitraryEvent, fc.nat(), fc.nat());
    fc.assert(
      fc.property(told, ([event, code, other]) => {
        const dated = facts({ ...event, status: 'ERROR', timestamp: 1_700_000_000_000, error: { code } });
        const undated = facts({ ...event, status: 'ERROR', timestamp: undefined, error: { code: other } });
        expect(merge(dated, undated).error).toEqual(dated.error);
        expect(merge(undated, dated).error).toEqual(dated.error);
      }),
    );
  });

  it('gives one state for every order, repetition and split of the same events', () => {
    const shuffled = events.chain((list) =>
      fc.record({
        list: fc.constant(list),
        order: fc.shuffledSubarray(list, { minLength: list.length }),
        again: fc.array(fc.constantFrom(...list), { maxLength: 5 }),
        split: fc.nat(list.length),
      }),
    );
    fc.assert(
      fc.property(shuffled, ({ list, order, again, split }) => {
        const [left, right] = [order.slice(0, split), [...again, ...order.slice(split)]];
        expectEqual(merge(fold(left), fold(right)), fold(list));
      }),
      { numRuns: 500 },
    );
  });

  it('gives one state for every order, repetition and split, when more is told than a state holds', () => {
    const shuffled = crowded.chain((list) =>
      fc.tuple(
        fc.constant(list),
        fc.shuffledSubarray([...list, ...list], { minLength: list.length * 2 }),
        fc.nat(2 * list.length),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([list, order, split]) => {
        const whole = fold(list);
        expectEqual(merge(fold(order.slice(0, split)), fold(order.slice(split))), whole);
        expect(Object.keys(whole.warnings ?? {}).length).toBeLessThanOrEqual(40);
        expect(whole.queueTransitions?.length ?? 0).toBeLessThanOrEqual(20);
        expect(merge(whole, fold(order.slice(split)))).toBe(whole);
      }),
    );
  });

  it('takes hostile events, and describes what came of them', () => {
    fc.assert(
      fc.property(fc.array(hostileEventText, { minLength: 1, maxLength: 5 }), (texts) => {
        const list = texts.map(parsed);
        expectEqual(fold(list.toReversed()), fold(list));
        describeJob(fold(list));
      }),
    );
  });
});
