import { isJsonObject } from '../../json.ts';
import { givenNames, valuesKey } from './argument-filter.ts';
import type { Matches } from './enhanced-filter.ts';

/** Members that hear of the same events, by what they see of them. */
export type Audience<Member> = ReadonlyMap<string, ReadonlySet<Member>>;

/** What a member filters by: an enhanced filter, whose `key` is that of equal ones, or arguments. */
export type Filtering = { key: string; matches: Matches } | { arguments: Record<string, unknown> };

/** The subscriptions to a mutation, by what they filter by. */
export type Audiences<Member> = {
  /**
   * Who hears of an event. One look-up finds those with equal arguments; enhanced filters are asked, each distinct one once.
   * A list, or a scalar, has no fields: who filters by any hears nothing of it.
   */
  of(payload: unknown): Iterable<Audience<Member>>;
  /** Takes a member in until the function returned is called. Equal `projection`s see the same of an event. */
  join(member: Member, filtering: Filtering, projection: string): () => void;
};

type Growing<Member> = Map<string, Set<Member>>;

const emptyAudience = <Member>(): Growing<Member> => new Map();

/** No subscriptions yet. */
export function createAudiences<Member>(): Audiences<Member> {
  const filtered = new Map<string, { matches: Matches; audience: Growing<Member> }>();
  /** By the names of the arguments, then by their values. */
  const byArguments = new Map<string, { names: string[]; audiences: Map<string, Growing<Member>> }>();

  /** The audience of a filtering, and what forgets it. */
  function audienceOf(filtering: Filtering): { audience: Growing<Member>; forget(): void } {
    if ('matches' in filtering) {
      const { key, matches } = filtering;
      const { audience } = getOrSet(filtered, key, () => ({ matches, audience: emptyAudience<Member>() }));
      return { audience, forget: () => filtered.delete(key) };
    }
    const names = givenNames(filtering.arguments);
    const key = valuesKey(filtering.arguments, names) ?? '';
    const ofNames = getOrSet(byArguments, JSON.stringify(names), () => ({
      names,
      audiences: new Map<string, Growing<Member>>(),
    }));
    const audience = getOrSet(ofNames.audiences, key, emptyAudience<Member>);
    return { audience, forget: () => ofNames.audiences.delete(key) };
  }

  return {
    *of(payload) {
      const fields = isJsonObject(payload) ? payload : {};
      for (const { names, audiences } of byArguments.values()) {
        const key = valuesKey(fields, names);
        const audience = key === undefined ? undefined : audiences.get(key);
        if (audience !== undefined) yield audience;
      }
      // AWS: https://github.com/aws-amplify/amplify-cli/issues/5383 of arguments, https://github.com/aws/aws-appsync-community/issues/186 of filters.
      if (!isJsonObject(payload)) return;
      for (const { matches, audience } of filtered.values()) if (matches(payload)) yield audience;
    },
    join(member, filtering, projection) {
      const { audience, forget } = audienceOf(filtering);
      const members = getOrSet(audience, projection, () => new Set());
      members.add(member);
      return () => {
        if (!members.delete(member)) return;
        if (members.size === 0) audience.delete(projection);
        if (audience.size === 0) forget();
      };
    },
  };
}

function getOrSet<Key, Value>(map: Map<Key, Value>, key: Key, create: () => Value): Value {
  const value = map.get(key) ?? create();
  map.set(key, value);
  return value;
}
